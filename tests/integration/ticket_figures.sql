-- The figures of T-24 from the raw JSON of the log, by someone who has never seen the service's code.
-- The setting `figures.known_at` is knowledge time. The table `figure` gets one row for each unit of a
-- denominator: the rate it belongs to, its month, whose it is, its ticket's dimensions, and whether it
-- is in the numerator as well.
CREATE TEMP TABLE e AS
SELECT stream_id, version, name, data FROM event_readable
WHERE recorded_at <= current_setting('figures.known_at')::timestamptz AND name LIKE 'ticket\_%';
CREATE INDEX ON e (stream_id, name, version);
ANALYZE e;

CREATE TEMP TABLE ticket AS
SELECT stream_id,
    data->'firm'->>'township_code' AS township,
    left(data->'firm'->>'industry_code', 2)::int AS division,
    data->>'category' AS category,
    data->>'channel' AS channel,
    (data->>'received_at')::timestamptz AS received_at
FROM e WHERE name = 'ticket_submitted';

-- who has the ticket in hand from when on; '' is the office
CREATE TEMP TABLE hand AS
SELECT stream_id, version,
    CASE name WHEN 'ticket_return_decided' THEN '' ELSE data->>'lead' END AS lead,
    (coalesce(data->>'dispatched_at', data->>'designated_at', data->>'decided_at'))::timestamptz AS at
FROM e
WHERE name IN ('ticket_dispatched', 'ticket_designated')
    OR (name = 'ticket_return_decided' AND (data->>'approved')::boolean);
CREATE INDEX ON hand (stream_id, version);
ANALYZE hand;

-- orders, each up to the next one
CREATE TEMP TABLE given AS
SELECT stream_id, version, data->>'lead' AS lead,
    (data->>'dispatched_at')::timestamptz AS at,
    (data->>'target_at')::timestamptz AS target_at,
    lead(version, 1, 1000000) OVER (PARTITION BY stream_id ORDER BY version) AS until
FROM e WHERE name = 'ticket_dispatched';

-- deadlines of the firm's clock, each up to the next one
CREATE TEMP TABLE begun AS
SELECT stream_id, version, data->'due' AS due,
    lead(version, 1, 1000000) OVER (PARTITION BY stream_id ORDER BY version) AS until
FROM e
WHERE name IN ('ticket_submitted', 'ticket_planned', 'ticket_cycle_started', 'ticket_reopened');

-- what ends a deadline, and whether because what was owed had been done
CREATE TEMP TABLE ended AS
SELECT stream_id, version,
    name IN ('ticket_planned', 'ticket_closed', 'ticket_replied') AS done,
    (coalesce(data->>'submitted_at', data->>'closed_at', data->>'replied_at', data->>'started_at',
        data->>'declined_at', data->>'merged_at', data->>'withdrawn_at'))::timestamptz AS at
FROM e
WHERE name IN ('ticket_planned', 'ticket_closed', 'ticket_cycle_started', 'ticket_declined',
        'ticket_merged', 'ticket_withdrawn')
    OR (name = 'ticket_replied' AND data->>'legal_limit' IS NOT NULL);
CREATE INDEX ON ended (stream_id, version);
ANALYZE ended;

-- what moves a deadline
CREATE TEMP TABLE moved AS
SELECT stream_id, version, data->'due' AS due FROM e
WHERE name IN ('ticket_supplement_asked', 'ticket_supplement_given')
    OR (name = 'ticket_extension_decided' AND data->>'due' IS NOT NULL)
UNION ALL
SELECT stream_id, version, data->'in_force' FROM e
WHERE name = 'ticket_deadline_recalculated' AND data->>'clock' = 'firm';
CREATE INDEX ON moved (stream_id, version);
ANALYZE moved;

CREATE TEMP TABLE deadline AS
SELECT b.stream_id,
    (coalesce(m.due, b.due)->>'at')::timestamptz AS due_at,
    (coalesce(m.due, b.due)->>'last_day')::date AS due_on,
    x.at AS ended_at, coalesce(x.done, false) AS done
FROM begun b
LEFT JOIN LATERAL (
    SELECT version, at, done FROM ended
    WHERE stream_id = b.stream_id AND version > b.version AND version <= b.until
    ORDER BY version LIMIT 1
) x ON true
LEFT JOIN LATERAL (
    SELECT due FROM moved
    WHERE stream_id = b.stream_id AND version > b.version
        AND version < least(b.until, coalesce(x.version, 1000000))
    ORDER BY version DESC LIMIT 1
) m ON true;

CREATE TEMP TABLE cycle_start AS
SELECT stream_id, version, 1 AS cycle FROM e WHERE name = 'ticket_submitted'
UNION ALL
SELECT stream_id, version, (data->>'cycle')::int FROM e
WHERE name IN ('ticket_cycle_started', 'ticket_reopened');

CREATE TEMP TABLE cycle AS
SELECT s.stream_id, s.cycle, f.name, f.because, f.at, f.version,
    (SELECT r.data->>'basis' FROM e r WHERE r.stream_id = s.stream_id
        AND r.name = 'ticket_replied' AND r.version > s.version AND r.version < f.version
        ORDER BY r.version DESC LIMIT 1) AS basis,
    (SELECT r.data->>'satisfaction' FROM e r WHERE r.stream_id = s.stream_id
        AND r.name = 'ticket_rated' AND (r.data->>'cycle')::int = s.cycle
        ORDER BY r.version DESC LIMIT 1) AS rating,
    EXISTS (SELECT FROM e r WHERE r.stream_id = s.stream_id AND r.name = 'ticket_reopened'
        AND (r.data->>'cycle')::int = s.cycle + 1) AS reopened
FROM cycle_start s
JOIN LATERAL (
    SELECT name, version, data->>'because' AS because,
        (coalesce(data->>'closed_at', data->>'started_at'))::timestamptz AS at
    FROM e WHERE stream_id = s.stream_id AND version > s.version
        AND name IN ('ticket_closed', 'ticket_cycle_started')
    ORDER BY version LIMIT 1
) f ON true;

CREATE TEMP TABLE supervision AS
SELECT DISTINCT ON (stream_id) stream_id, coalesce(data->>'department', '') AS department
FROM e WHERE name = 'ticket_supervised' ORDER BY stream_id, version;

CREATE TEMP TABLE unit AS
SELECT 'response' AS indicator, stream_id, at AS instant, NULL::date AS day, lead AS department,
    NULL::timestamptz AS answered_at,
    EXISTS (SELECT FROM e WHERE e.stream_id = given.stream_id AND name = 'ticket_taken_over'
        AND e.version > given.version AND e.version < until
        AND (data->>'taken_over_at')::timestamptz < target_at) AS counted
FROM given WHERE target_at IS NOT NULL
UNION ALL
SELECT 'returned', stream_id, at, NULL, lead, NULL,
    EXISTS (SELECT FROM e WHERE e.stream_id = given.stream_id
        AND name = 'ticket_return_requested' AND e.version > given.version AND e.version < until)
FROM given
UNION ALL
SELECT 'on_time', stream_id, NULL, due_on, NULL,
    CASE WHEN ended_at < due_at THEN ended_at ELSE due_at END, coalesce(ended_at < due_at, false)
FROM deadline
WHERE due_at <= current_setting('figures.known_at')::timestamptz AND (done OR ended_at IS NULL OR ended_at >= due_at)
UNION ALL
SELECT 'reopened', stream_id, at, NULL, NULL, at, reopened
FROM cycle WHERE name = 'ticket_closed'
UNION ALL
SELECT 'solved', stream_id, at, NULL, NULL, at, because = 'satisfied'
FROM cycle WHERE name = 'ticket_closed' AND NOT reopened
UNION ALL
SELECT CASE basis WHEN 'policy' THEN 'solved_with_policy' ELSE 'solved_without_policy' END,
    stream_id, at, NULL, NULL, at, because = 'satisfied'
FROM cycle WHERE name = 'ticket_closed' AND NOT reopened AND basis IS NOT NULL
UNION ALL
SELECT 'satisfied', stream_id, at, NULL, NULL, at,
    because IS DISTINCT FROM 'explained'
        AND rating IN ('very_satisfied', 'satisfied', 'basically_satisfied')
FROM cycle WHERE rating IS NOT NULL OR because = 'explained'
UNION ALL
SELECT 'supervised', t.stream_id, t.received_at, NULL, s.department, current_setting('figures.known_at')::timestamptz, s.stream_id IS NOT NULL
FROM ticket t LEFT JOIN supervision s USING (stream_id);

CREATE TEMP TABLE figure AS
SELECT u.indicator,
    to_char(coalesce(u.day, (u.instant AT TIME ZONE 'Asia/Shanghai')::date), 'YYYY-MM') AS month,
    coalesce(u.department, (
        SELECT h.lead FROM hand h WHERE h.stream_id = u.stream_id AND h.at <= u.answered_at
        ORDER BY h.version DESC LIMIT 1), '') AS department,
    t.township,
    CASE WHEN division BETWEEN 1 AND 5 THEN 'A' WHEN division BETWEEN 13 AND 43 THEN 'C'
        WHEN division BETWEEN 47 AND 50 THEN 'E' WHEN division BETWEEN 51 AND 52 THEN 'F'
        WHEN division BETWEEN 61 AND 62 THEN 'H' ELSE '' END AS industry,
    t.category, t.channel, u.counted
FROM unit u JOIN ticket t USING (stream_id);
