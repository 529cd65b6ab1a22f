import type { Row } from '../row';
import { alike, brief } from '../send';

/** Rows about what an answer might give away. */
export const leakRows: readonly Row[] = [
  {
    row: 'A037',
    sent: '__schema and __type as nobody and as an officer',
    expected: '400 OPERATION_NOT_ALLOWED',
    run: async ({ ask }) => {
      const answers: string[] = [];
      for (const who of [null, 'demo-officer'])
        for (const document of ['{ __schema { types { name } } }', '{ __type(name: "Case") { name } }'])
          answers.push(brief(await ask(who, document)));
      return alike(answers);
    },
  },
  {
    row: 'A038',
    sent: 'a misspelt field, argument, enum value and input field',
    expected: '400 BAD_USER_INPUT, no suggestion',
    run: async ({ ask }) => {
      const documents = [
        '{ viewr { id } }',
        '{ case(di: "x") { id } }',
        '{ cases(orderBy: DUE_FRIST) { totalCount } }',
        '{ cases(filter: { unti: "x" }) { totalCount } }',
      ];
      const answers = await Promise.all(documents.map((document) => ask('demo-officer', document)));
      const isQuiet = answers.every(({ text }) => !/did you mean|viewer|DUE_FIRST|"unit"/i.test(text));
      return `${alike(answers.map(brief))}, ${isQuiet ? 'no suggestion' : 'a suggestion'}`;
    },
  },
  {
    row: 'A040',
    sent: 'values that do not fit',
    expected: '400 BAD_USER_INPUT, no echo',
    run: async ({ ask }) => {
      const { text, status } = await ask('demo-officer', 'query ($f: CaseFilter) { cases(filter: $f) { totalCount } }', {
        f: { isOverdue: 'echo-7391' },
      });
      return `${brief({ text, status, headers: {} })}, ${text.includes('echo-7391') ? 'an echo' : 'no echo'}`;
    },
  },
  {
    row: 'A043',
    sent: '/metrics, /.git/config, /.env, /package.json, a source map, ../',
    expected: 'nothing there',
    run: async ({ send }) => {
      const paths = [
        '/metrics',
        '/.git/config',
        '/.env',
        '/package.json',
        '/main.js.map',
        '/graphiql',
        '/graphiql/../../package.json',
        '/%2e%2e/package.json',
        '/%',
      ];
      const answers = await Promise.all(paths.map(async (path) => `${path} ${brief(await send({ method: 'GET', path }))}`));
      const found = answers.filter((answer) => !/ (?:400 BAD_USER_INPUT|404 NOT_FOUND)$/.test(answer));
      return found.length === 0 ? 'nothing there' : found.join(', ');
    },
  },
];
