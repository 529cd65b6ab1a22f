/** One demo case: opened by somebody, then moved along by [who, move, what the move takes]. */
export interface DemoCase {
  readonly type: string;
  readonly by: string;
  readonly summary: string;
  readonly place?: string;
  readonly unit?: string;
  /** Values that begin with `unit:` or `place:` name demo units and places. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly moves?: readonly (readonly [who: string, move: string, taken?: Readonly<Record<string, unknown>>])[];
}

const both = [
  { side: 'applicant', capacity: 'self', name: '李示范', phone: '13800000001', subject: 'demo-resident' },
  { side: 'respondent', capacity: 'self', name: '王样例', phone: '13800000002', subject: 'demo-neighbour' },
] as const;

export const demoParties: Readonly<
  Record<
    string,
    readonly { side: 'applicant' | 'respondent'; capacity: 'self' | 'organisation'; name: string; phone?: string; subject?: string }[]
  >
> = {
  'community-dispute': both,
  'night-market-dispute': both,
  'medical-dispute': [both[0], { side: 'respondent', capacity: 'organisation', name: '枫桥市第一医院', subject: 'demo-neighbour' }],
  'service-request': [both[0]],
  'business-complaint': [both[0]],
};

export const demoCases: readonly DemoCase[] = [
  {
    type: 'community-dispute',
    by: 'demo-resident',
    place: 'DOOR-301',
    summary: '楼上装修夜间施工 Renovation upstairs at night',
    details: { kind: 'neighbours' },
  },
  {
    type: 'community-dispute',
    by: 'demo-resident',
    place: 'BUILDING-3',
    summary: '楼道堆放杂物 Things left in the stairwell',
    details: { kind: 'neighbours' },
    moves: [
      ['demo-grid', 'signFor'],
      ['demo-grid', 'accept'],
    ],
  },
  {
    type: 'community-dispute',
    by: 'demo-grid',
    place: 'BUILDING-3',
    summary: '租房押金争议 A tenancy deposit',
    details: { kind: 'housing', disputedAmount: 3600 },
    moves: [
      ['demo-grid', 'signFor'],
      ['demo-grid', 'accept'],
      ['demo-committee', 'inviteMediation'],
    ],
  },
  {
    type: 'community-dispute',
    by: 'demo-officer',
    unit: 'E-RIVER-2',
    summary: '借款未还 A loan not paid back',
    details: { kind: 'debt', disputedAmount: 20000 },
    moves: [['demo-officer', 'signFor']],
  },
  {
    type: 'night-market-dispute',
    by: 'demo-resident',
    place: 'STALL-12',
    summary: '摊位音响声音过大 Loudspeakers at a stall',
    details: { matter: 'noise' },
  },
  {
    type: 'night-market-dispute',
    by: 'demo-watchman',
    place: 'STALL-12',
    summary: '占道经营争执 A quarrel over a pitch',
    details: { matter: 'stallSpace' },
    moves: [['demo-watchman', 'signFor']],
  },
  {
    type: 'medical-dispute',
    by: 'demo-resident',
    summary: '术后并发症争议 Complications after an operation',
    details: { hospital: 'unit:C-HOSPITAL', department: '外科', claimedAmount: 80000 },
    moves: [
      ['demo-mediation', 'signFor'],
      ['demo-mediation', 'accept'],
      ['demo-mediation', 'inviteMediation'],
    ],
  },
  {
    type: 'medical-dispute',
    by: 'demo-mediation',
    summary: '收费争议 A quarrel over a bill',
    unit: 'C-MEDICAL',
    details: { hospital: 'unit:C-HOSPITAL', claimedAmount: 2400 },
  },
  {
    type: 'service-request',
    by: 'demo-resident',
    place: 'HALL',
    summary: '申请食品经营许可 A food licence',
    details: { measureCode: 'B-07' },
    moves: [['demo-window', 'signFor']],
  },
  {
    type: 'business-complaint',
    by: 'demo-resident',
    place: 'HALL',
    summary: '审批超期 An approval that took too long',
    details: { ground: 'delay' },
  },
];
