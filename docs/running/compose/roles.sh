#!/bin/sh
# Runs once, when the database's folder is empty: the owner role, and the one that serves.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
     --set owner="$(cat /run/secrets/owner_password)" --set app="$(cat /run/secrets/app_password)" <<'SQL'
CREATE ROLE alongside_owner LOGIN PASSWORD :'owner' NOSUPERUSER NOBYPASSRLS;
CREATE ROLE alongside_app LOGIN PASSWORD :'app' NOSUPERUSER NOBYPASSRLS;
CREATE DATABASE alongside OWNER alongside_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE alongside FROM PUBLIC;
GRANT CONNECT ON DATABASE alongside TO alongside_app;
SQL
