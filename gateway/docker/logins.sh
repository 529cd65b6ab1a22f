#!/bin/sh
# Run once by the image of PostgreSQL, in an empty data folder: the two logins of docs/operations.md.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set migrator="$(cat "${SECRETS:-/run/secrets}/migrator_password")" \
  --set runtime="$(cat "${SECRETS:-/run/secrets}/runtime_password")" \
  --set database="$POSTGRES_DB" <<'SQL'
create role maplebridge_migrator login createrole password :'migrator';
create role maplebridge_run login password :'runtime';
alter database :"database" owner to maplebridge_migrator;
SQL
