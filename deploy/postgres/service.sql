-- The roles and the database of one service. Safe to repeat. Run as superuser, in psql:
--
--   psql -v service=tickets -f deploy/postgres/service.sql
--   \password shukun_tickets_owner     and     \password shukun_tickets
--
-- shukun_<service>_owner  owns the tables: migrations and rebuilds
-- shukun_app              the group that migrations grant rights to
-- shukun_<service>        what the service connects as: a member of shukun_app, creates nothing

\set ON_ERROR_STOP on
\set app shukun_:service
\set owner shukun_:service _owner
SELECT pg_advisory_lock(hashtext('shukun service.sql'));

SELECT format('CREATE ROLE %I %s', name, kind)
  FROM (VALUES ('shukun_app', 'NOLOGIN'), (:'owner', 'LOGIN'), (:'app', 'LOGIN')) AS wanted (name, kind)
 WHERE name NOT IN (SELECT rolname FROM pg_roles)
\gexec
GRANT shukun_app TO :"app";

SELECT format('CREATE DATABASE %I OWNER %I', :'app', :'owner')
 WHERE :'app' NOT IN (SELECT datname FROM pg_database)
\gexec
REVOKE ALL ON DATABASE :"app" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"app" TO :"app";
