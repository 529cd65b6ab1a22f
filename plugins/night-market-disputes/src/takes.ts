import { field, instant, label, yesNo } from '@maplebridge/contract';

/** The finding without which nobody who has drunk can consent. */
export class SobrietyCheck {
  @field(instant, {
    class: 'internal',
    required: true,
    label: label('清醒确认时间', 'sobriety confirmed at'),
    description: 'When the officer found everybody clear-headed who is to consent.',
  })
  sobrietyConfirmedAt!: Date;
}

/** What the officer finds before mediating on the spot. */
export class SceneFinding {
  @field(yesNo, {
    class: 'internal',
    required: true,
    label: label('情节轻微、事实清楚', 'minor and clear'),
    description: 'Whether circumstances are minor and facts clear (art. 178).',
  })
  isMinorAndClear!: boolean;

  @field(yesNo, {
    class: 'internal',
    required: true,
    label: label('涉酒', 'alcohol involved'),
    description: 'Whether alcohol played a part in the incident.',
  })
  involvesAlcohol!: boolean;
}
