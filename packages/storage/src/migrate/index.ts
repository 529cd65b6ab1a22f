export { coreOwners, migrate, pendingMigrations, type Migrated, type MigrateOptions, type Owner } from './migrate';
export { MigrationRefused } from './refused';
export { auditorGroup, deskRole, ownerRole, ownerSchema, quoted, runtimeGroup } from './roles';
