import type { Row } from '../row';
import { refusal } from '../starting';

/** Rows about how a gateway is started. */
export const startRows: readonly Row[] = [
  {
    row: 'A111',
    sent: 'a wrong URL, a weak key, an unknown variable, all at once',
    expected: 'exit 78, all four named, no secret shown',
    run: async (world) => {
      const env = {
        DATABASE_URL: 'mysql://root:hunter2@db/x',
        MAPLEBRIDGE_MASTER_KEY: 'weak',
        MAPLEBRIDGE_HOEM: 'x',
        OIDC_CLIENT_SECRET: 'short',
      };
      const said = await refusal(world, env);
      const named = Object.keys(env).filter((name) => said.includes(name)).length;
      const code = /ended with (\S+):/.exec(said)?.[1];
      return `exit ${code}, ${named === 4 ? 'all four' : named} named, ${/hunter2/.test(said) ? 'a' : 'no'} secret shown`;
    },
  },
  {
    row: 'A111',
    sent: 'the default password of a database, and a login that is its own password',
    expected: 'exit 78, both named, no secret shown',
    run: async (world) => {
      const env = {
        DATABASE_URL: 'postgres://run:postgres12345@db/x',
        DATABASE_ADMIN_URL: 'postgres://migrator_of_ours:migrator_of_ours@db/x',
      };
      const said = await refusal(world, env);
      const isNamed = Object.keys(env).every((name) => said.includes(`${name} is "postgres://`));
      const isShown = /postgres12345|:migrator_of_ours@/.test(said);
      return `exit ${/ended with (\S+):/.exec(said)?.[1]}, ${isNamed ? 'both' : 'not both'} named, ${isShown ? 'a' : 'no'} secret shown`;
    },
  },
];
