import { choice, field, instant, label, placeReference, yesNo } from '@maplebridge/contract';

const matters = {
  noise: label('噪声', 'noise'),
  drunkenness: label('酗酒滋事', 'drunkenness'),
  quarrel: label('口角', 'quarrel'),
  price: label('价格与计量', 'price or measure'),
  stallSpace: label('摊位占用', 'stall space'),
  litter: label('卫生', 'litter'),
  other: label('其他', 'other'),
};

const zones = {
  class0: label('0 类（疗养区）', 'class 0, convalescence'),
  class1: label('1 类（居住文教区）', 'class 1, homes and schools'),
  class2: label('2 类（商住混杂区）', 'class 2, mixed trade and homes'),
  class3: label('3 类（工业区）', 'class 3, industry'),
  class4: label('4 类（交通干线两侧）', 'class 4, along main roads'),
};

/** What happened at the market. It tells of the incident and the place; nothing here says anything about a person's body. */
export class NightMarketDisputeDetails {
  @field(choice('NightMarketMatter', matters), {
    class: 'public',
    label: label('事由', 'matter'),
    description: 'What the dispute is about. Needed on arrival.',
  })
  matter?: string;

  @field(placeReference, {
    class: 'public',
    label: label('摊位', 'stall'),
    description: 'Stall or market zone the dispute is about, when it is not the place of the case itself.',
  })
  stall?: string;

  @field(choice('MarketZoneClass', zones), {
    class: 'public',
    label: label('声环境功能区类别', 'noise zone class'),
    description: 'Class of the zone, which decides the noise limit. GB 22337-2008; class 2 is assumed when absent.',
  })
  zone?: string;

  @field(yesNo, {
    class: 'internal',
    setBy: 'office',
    label: label('情节轻微、事实清楚', 'minor and clear'),
    description:
      "The officer's finding that circumstances are minor and facts clear, without which nothing is mediated on the spot (art. 178).",
  })
  isMinorAndClear?: boolean;

  @field(yesNo, {
    class: 'internal',
    label: label('涉酒', 'alcohol involved'),
    description: 'Whether alcohol played a part in the incident; it names nobody. If so, consent waits until sobriety was confirmed.',
  })
  involvesAlcohol?: boolean;

  @field(instant, {
    class: 'internal',
    setBy: 'office',
    label: label('清醒确认时间', 'sobriety confirmed at'),
    description: 'When an officer found that everybody who is to consent is clear-headed.',
  })
  sobrietyConfirmedAt?: Date;

  @field(yesNo, {
    class: 'internal',
    setBy: 'office',
    label: label('已告知并录音录像', 'recorded with notice'),
    description: 'Whether the mediation was recorded with notice to both sides; a recording may replace the paper agreement (art. 178).',
  })
  isRecorded?: boolean;
}
