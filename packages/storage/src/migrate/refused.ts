import { quoted } from './roles';

/** The database cannot be brought up by this login; the message is the SQL that a database administrator has to run. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';

  static forRoles(missing: readonly string[], runtimeLogin: string): MigrationRefused {
    const sql = missing.map((role) => `  create role ${quoted(role)} nologin;`).join('\n');
    return new MigrationRefused(
      `The migrating login may not create roles, and ${missing.length} are missing. Let an administrator run\n${sql}\n` +
        `  grant the maplebridge_* roles to the migrating login, and maplebridge_runtime with the *_desk roles to ${quoted(runtimeLogin)};\n` +
        `or give the migrating login CREATEROLE.`,
    );
  }

  static forLogin(runtimeLogin: string): MigrationRefused {
    return new MigrationRefused(
      `The run-time login ${quoted(runtimeLogin)} does not exist. Let an administrator run\n` +
        `  create role ${quoted(runtimeLogin)} login password '...';\nand name it in DATABASE_URL.`,
    );
  }

  static forOneLogin(login: string): MigrationRefused {
    return new MigrationRefused(
      `Both logins are ${quoted(login)}. Gateways need one that owns nothing: let an administrator run\n` +
        `  create role maplebridge_run login password '...';\nname it in DATABASE_URL, and the other in DATABASE_ADMIN_URL.`,
    );
  }
}
