#!/bin/sh
# Makes what docker-compose.yml reads from secrets/: random passwords, the two URLs, the master key, the key that signs checkpoints. Never writes over a file.
set -eu
cd "$(dirname "$0")/../.."

if [ -e secrets ]; then
  echo "secrets/ is there already. A new master key could not open what the old one sealed: move it away yourself if you mean it." >&2
  exit 1
fi

# Nobody else may enter the folder. The files themselves are read inside the containers by users that are not their owner.
mkdir -m 700 secrets
umask 022
keep() { printf '%s' "$2" > "secrets/$1"; chmod 444 "secrets/$1"; }

migrator=$(openssl rand -hex 24)
runtime=$(openssl rand -hex 24)
keep .gitignore '*'
keep postgres_password "$(openssl rand -hex 24)"
keep migrator_password "$migrator"
keep runtime_password "$runtime"
keep database_admin_url "postgres://maplebridge_migrator:$migrator@database:5432/maplebridge"
keep database_url "postgres://maplebridge_run:$runtime@database:5432/maplebridge"
keep master_key "$(openssl rand -base64 32)"
keep audit_signing_key "$(openssl genpkey -algorithm ed25519)"
keep audit_signing_key.pub "$(openssl pkey -in secrets/audit_signing_key -pubout)"
echo "secrets/ is made. Keep master_key with your backups, apart from the database: without it personal values cannot be opened."
echo "Give audit_signing_key.pub to whoever runs maplebridge audit verify, apart from the checkpoints."
