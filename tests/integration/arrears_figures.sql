-- The figures of A-19 from the raw JSON of the log, by someone who has never seen the service's code.
-- `figures.known_at` is knowledge time, `figures.as_of` the day that is asked about. The table `figure`
-- gets one row for each dimension and code; the dimension '' is the whole district.
CREATE TEMP TABLE asked AS
SELECT current_setting('figures.known_at')::timestamptz AS known_at,
    current_setting('figures.as_of')::date AS as_of;

CREATE TEMP TABLE e AS
SELECT stream_id, version, name, data FROM event_readable, asked
WHERE recorded_at <= known_at AND name LIKE 'arrears\_%';
CREATE INDEX ON e (stream_id, name, version);
ANALYZE e;

CREATE FUNCTION pg_temp.day(instant jsonb) RETURNS date LANGUAGE sql IMMUTABLE AS
$$ SELECT ((instant #>> '{}')::timestamptz AT TIME ZONE 'Asia/Shanghai')::date $$;
CREATE FUNCTION pg_temp.fen(amount jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce((amount #>> '{}')::bigint, 0) $$;

-- money that came in and, with a minus, went back: `undone_on` says from when on it never was
CREATE TEMP TABLE money AS
SELECT p.stream_id, p.version, (p.data #>> '{voucher,value_on}')::date AS on_day,
    pg_temp.fen(p.data->'credited_fen') + pg_temp.fen(p.data->'overpaid_fen') AS fen,
    pg_temp.fen(p.data->'acknowledged_fen') AS acknowledged,
    (SELECT '-infinity'::date FROM e r WHERE r.stream_id = p.stream_id
        AND r.name = 'arrears_payment_reversed' AND r.version > p.version
        AND r.data->'payer_uscc' = p.data #> '{voucher,payer_uscc}'
        AND r.data->'voucher_number' = p.data #> '{voucher,number}' LIMIT 1) AS undone_on
FROM e p WHERE name = 'arrears_paid'
UNION ALL
SELECT i.stream_id, i.version,
    CASE i.name WHEN 'arrears_instrument_paid' THEN (i.data->>'paid_on')::date
        ELSE pg_temp.day(i.data->'received_at') END,
    pg_temp.fen(i.data->'credited_fen') + pg_temp.fen(i.data->'overpaid_fen'),
    pg_temp.fen(i.data->'acknowledged_fen'),
    (SELECT (d.data->>'dishonoured_on')::date FROM e d WHERE d.stream_id = i.stream_id
        AND d.name = 'arrears_instrument_dishonoured' AND d.data->'number' = i.data->'number')
FROM e i WHERE name IN ('arrears_instrument_received', 'arrears_instrument_paid')
UNION ALL
SELECT s.stream_id, s.version, pg_temp.day(s.data->'settled_at'),
    -pg_temp.fen(s.data->'amount_fen'), 0,
    (SELECT '-infinity'::date FROM e w WHERE w.stream_id = s.stream_id
        AND w.name = 'arrears_settlement_withdrawn' AND w.version > s.version
        AND w.data->'voucher_number' = s.data->'voucher_number' LIMIT 1)
FROM e s WHERE name = 'arrears_overpayment_settled';

-- what is disputed after each fact that touches it: some say how much, others by how much it moves
CREATE TEMP TABLE dispute AS
WITH said AS (
    SELECT stream_id, version, '-infinity'::date AS on_day,
        pg_temp.fen(data->'disputed_fen') AS stands, 0::bigint AS moves
    FROM e WHERE name = 'arrears_verified'
    UNION ALL
    SELECT stream_id, version, pg_temp.day(data->'disputed_at'), pg_temp.fen(data->'disputed_fen'), 0
    FROM e WHERE name = 'arrears_disputed'
    UNION ALL
    SELECT stream_id, version, pg_temp.day(data->'decided_at'), pg_temp.fen(data->'disputed_fen'), 0
    FROM e WHERE name = 'arrears_amount_corrected'
    UNION ALL
    SELECT stream_id, version, (data->>'effective_on')::date, 0, 0
    FROM e WHERE name = 'arrears_judicial_ended'
    UNION ALL
    SELECT stream_id, version, (data->>'effective_on')::date, NULL,
        -pg_temp.fen(data->'owed_fen') - pg_temp.fen(data->'dropped_fen')
    FROM e WHERE name = 'arrears_dispute_resolved'
    UNION ALL
    SELECT stream_id, version, coalesce(undone_on, on_day), NULL, -acknowledged FROM money
    UNION ALL
    SELECT stream_id, version,
        CASE name WHEN 'arrears_instrument_dishonoured' THEN (data->>'dishonoured_on')::date
            ELSE '-infinity' END,
        NULL, pg_temp.fen(data->'disputed_fen')
    FROM e WHERE name IN ('arrears_payment_reversed', 'arrears_instrument_dishonoured')
    UNION ALL
    SELECT stream_id, version, '-infinity', NULL, -pg_temp.fen(data->'acknowledged_fen')
    FROM e WHERE name = 'arrears_settlement_withdrawn'
), told AS (
    SELECT *, count(stands) OVER (PARTITION BY stream_id ORDER BY version) AS chapter FROM said
), level AS (
    SELECT *, sum(coalesce(stands, moves)) OVER (PARTITION BY stream_id, chapter ORDER BY version) AS fen
    FROM told
)
SELECT stream_id, on_day, fen - lag(fen, 1, 0) OVER (PARTITION BY stream_id ORDER BY version) AS delta
FROM level;

-- what an item is and whose, from which day on; a correction speaks for the one before it
CREATE TEMP TABLE trait AS
WITH said AS (
    SELECT stream_id, version, 'class' AS what, data->'size_class' AS value,
        CASE WHEN name = 'arrears_verified' THEN '-infinity'::date
            ELSE (data->>'effective_on')::date END AS on_day
    FROM e WHERE data ? 'size_class'
    UNION ALL
    SELECT stream_id, version, 'creditor', data->'creditor',
        coalesce((data->>'notified_on')::date, '-infinity')
    FROM e WHERE name IN ('arrears_registered', 'arrears_claim_assigned')
    UNION ALL
    SELECT stream_id, version, 'creditor', data #> '{correction,creditor}', NULL
    FROM e WHERE name = 'arrears_party_corrected'
    UNION ALL
    SELECT stream_id, version, 'debtor', coalesce(data->'debtor', data #> '{correction,debtor}'),
        CASE WHEN name = 'arrears_registered' THEN '-infinity'::date END
    FROM e WHERE name IN ('arrears_registered', 'arrears_party_corrected')
    UNION ALL
    SELECT stream_id, version, 'new', data->'new',
        CASE WHEN name = 'arrears_verified' THEN '-infinity'::date END
    FROM e WHERE name IN ('arrears_verified', 'arrears_party_corrected')
), told AS (
    SELECT *, count(on_day) OVER (PARTITION BY stream_id, what ORDER BY version) AS chapter
    FROM said WHERE value IS NOT NULL AND value <> 'null'
), held AS (
    SELECT stream_id, what, chapter, min(on_day) AS on_day,
        (array_agg(value ORDER BY version DESC))[1] AS value
    FROM told GROUP BY stream_id, what, chapter
)
SELECT DISTINCT ON (stream_id, what) stream_id, what, value
FROM held, asked WHERE on_day <= as_of ORDER BY stream_id, what, chapter DESC;

CREATE TEMP TABLE item AS
SELECT v.stream_id,
    pg_temp.fen(v.data->'principal_fen') - coalesce((
        SELECT sum(pg_temp.fen(c.data->'reduced_fen') + pg_temp.fen(c.data->'dropped_fen')) FROM e c
        WHERE c.stream_id = v.stream_id AND (c.name = 'arrears_amount_corrected'
            OR (c.name IN ('arrears_dispute_resolved', 'arrears_judicial_ended')
                AND (c.data->>'effective_on')::date <= as_of))), 0) AS principal,
    coalesce((SELECT sum(fen) FROM money m WHERE m.stream_id = v.stream_id
        AND undone_on IS NULL AND on_day <= as_of), 0) AS received,
    coalesce((SELECT sum(delta) FROM dispute d WHERE d.stream_id = v.stream_id
        AND on_day <= as_of), 0) AS disputed,
    EXISTS (SELECT FROM e s WHERE s.stream_id = v.stream_id AND s.name = 'arrears_judicial_started'
        AND (s.data->>'filed_on')::date <= as_of AND as_of < coalesce((
            SELECT (n.data->>'effective_on')::date FROM e n WHERE n.stream_id = s.stream_id
            AND n.name = 'arrears_judicial_ended' AND n.version > s.version
            ORDER BY n.version LIMIT 1), 'infinity')) AS judicial,
    EXISTS (SELECT FROM e c WHERE c.stream_id = v.stream_id AND c.name = 'arrears_cleared'
        AND pg_temp.day(c.data->'cleared_at') <= as_of AND NOT EXISTS (
            SELECT FROM e r WHERE r.stream_id = c.stream_id AND r.name = 'arrears_reopened'
            AND r.version > c.version)) AS cleared
FROM e v, asked
WHERE v.name = 'arrears_verified' AND pg_temp.day(v.data->'verified_at') <= as_of;

CREATE TEMP TABLE stood AS
SELECT i.stream_id, i.principal, i.judicial, i.cleared, least(received, principal) AS repaid,
    greatest(0, least(disputed, principal - least(received, principal))) AS disputed,
    d.value->>'township_code' AS township, d.value->>'supervising' AS department,
    d.value->>'kind' AS debtor_kind, s.value #>> '{}' AS size_class,
    CASE n.value #>> '{}' WHEN 'true' THEN 'new' ELSE 'old' END AS age,
    CASE c.value->>'kind' WHEN 'self_employed' THEN 'self_employed' ELSE 'firm' END AS creditor
FROM item i
JOIN trait d ON d.stream_id = i.stream_id AND d.what = 'debtor'
JOIN trait s ON s.stream_id = i.stream_id AND s.what = 'class'
JOIN trait n ON n.stream_id = i.stream_id AND n.what = 'new'
JOIN trait c ON c.stream_id = i.stream_id AND c.what = 'creditor';

CREATE TEMP TABLE figure AS
SELECT d.dimension, d.key,
    count(*) FILTER (WHERE NOT judicial) AS items,
    count(*) FILTER (WHERE NOT judicial AND cleared) AS cleared,
    coalesce(sum(principal) FILTER (WHERE NOT judicial), 0)::bigint AS principal,
    coalesce(sum(repaid) FILTER (WHERE NOT judicial), 0)::bigint AS repaid,
    coalesce(sum(principal - disputed) FILTER (WHERE NOT judicial), 0)::bigint AS undisputed,
    coalesce(sum(least(repaid, principal - disputed)) FILTER (WHERE NOT judicial), 0)::bigint
        AS repaid_undisputed,
    count(*) FILTER (WHERE judicial) AS judicial,
    coalesce(sum(principal) FILTER (WHERE judicial), 0)::bigint AS judicial_principal
FROM stood CROSS JOIN LATERAL (VALUES ('', ''), ('township', township), ('department', department),
    ('debtor_kind', debtor_kind), ('size_class', size_class), ('age', age), ('creditor', creditor)
) AS d (dimension, key)
GROUP BY d.dimension, d.key;
