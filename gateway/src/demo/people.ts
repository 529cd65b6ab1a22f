/** Invented people: the subject of their token, what they are shown as, and the posts they hold as [role, unit code]. */
export interface DemoPerson {
  readonly subject: string;
  readonly role: string;
  readonly posts: readonly (readonly [role: string, unit: string])[];
}

export const demoPeople: readonly DemoPerson[] = [
  { subject: 'demo-officer', role: 'community officer 社区民警', posts: [['officer', 'E-STATION']] },
  { subject: 'demo-grid', role: 'grid worker 网格员', posts: [['gridWorker', 'E-RIVER']] },
  { subject: 'demo-committee', role: 'community mediation 人民调解', posts: [['mediationCommittee', 'E-STATION']] },
  { subject: 'demo-mediation', role: 'medical mediation office 医调委', posts: [['mediationOffice', 'C-MEDICAL']] },
  {
    subject: 'demo-watchman',
    role: 'night watchman 夜间值守员',
    posts: [
      ['watchman', 'E-MARKET'],
      ['officer', 'E-MARKET'],
    ],
  },
  { subject: 'demo-window', role: 'service window 服务窗口', posts: [['serviceWindow', 'C-SERVICE']] },
  { subject: 'demo-supervisor', role: 'supervisor 督办人', posts: [['supervisor', 'P']] },
  { subject: 'demo-resident', role: 'resident 居民', posts: [] },
  { subject: 'demo-neighbour', role: 'other side 另一方', posts: [] },
];
