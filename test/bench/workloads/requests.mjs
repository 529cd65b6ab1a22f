/** Repeats a list until it is as long as asked. */
const times = (list, length) => Array.from({ length }, (_, index) => list[index % list.length]);
const onlyOnce = { isOnce: true };

/**
 * Workloads of requests and answers. `ask` names what each contestant sends; `share` is the target against the limit, `best` against the
 * best peer; `inputs` are the same for everybody. What writes uses each input once.
 */
export const requestWorkloads = (sample) => [
  ...caseWorkloads(sample),
  ...pageWorkloads(sample),
  moveWorkload(sample),
  ...cityWorkloads(sample),
];

const caseWorkloads = ({ cases, opened }) => [
  {
    name: 'W1',
    title: 'one case with unit, masked parties, details, last 3 events',
    ask: 'case',
    share: 0.7,
    best: 2.5,
    inputs: () => cases,
  },
  {
    name: 'W1p',
    title: 'the same with the name opened for the handler, and its access row',
    ask: 'open',
    share: 0.6,
    inputs: () => times(opened, 20_000),
    ...onlyOnce,
  },
];

const pageWorkloads = ({ pages }) =>
  Object.entries({ grid: 'a grid', city: 'a city', province: 'the province' }).map(([name, title]) => ({
    name: `W2 ${name}`,
    title: `first 50 open cases by due date, ${title}`,
    ask: 'page',
    share: 0.8,
    best: 3,
    compared: 1,
    inputs: () => [pages[name]],
  }));

const moveWorkload = ({ unsigned }) => ({
  name: 'W3',
  title: 'a move with expected version, key and ledger entry',
  ask: 'sign',
  share: 0.7,
  best: 1.3,
  inputs: () => unsigned,
  ownDatabase: true,
  sizes: [20_000, 100_000],
  ...onlyOnce,
});

const cityWorkloads = ({ pages, month }) => [
  {
    name: 'W4',
    title: 'counts by phase and type, a city, 30 days',
    ask: 'counts',
    share: { 1_000_000: 5, 100_000: 2 },
    best: 6,
    compared: 1,
    inputs: () => [month],
  },
  {
    name: 'W6',
    title: 'a page of 100 mixed types with fragments',
    ask: 'mixed',
    share: 0.7,
    best: 2,
    compared: 1,
    inputs: () => [pages.city],
  },
];
