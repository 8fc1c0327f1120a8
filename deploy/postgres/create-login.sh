#!/bin/sh
# Runs once, when the container's database is made: the login that Tenure uses.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" --username postgres <<'SQL'
CREATE ROLE tenure LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE tenure OWNER tenure;
SQL
