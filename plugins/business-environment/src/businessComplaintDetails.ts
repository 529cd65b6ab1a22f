import { choice, field, label, text, unitReference, yuan } from '@maplebridge/contract';

const grounds = {
  charges: label('乱收费', 'unlawful charges'),
  inspections: label('重复检查', 'repeated inspections'),
  delay: label('拖延办理', 'delay'),
  latePayment: label('拖欠账款', 'late payment'),
  unequalTreatment: label('差别待遇', 'unequal treatment'),
  other: label('其他', 'other'),
};

/** What a business complains of. The complaining side is a party; nothing here may be used as evidence against it. */
export class BusinessComplaintDetails {
  @field(choice('ComplaintGround', grounds), {
    class: 'public',
    label: label('投诉事由', 'ground'),
    description: 'What the complaint is about. Needed before acceptance.',
  })
  ground?: string;

  @field(unitReference(), {
    class: 'public',
    label: label('被投诉单位', 'unit complained of'),
    description: 'Unit the complaint is about, when it is a unit known here.',
  })
  against?: string;

  @field(text(40), {
    class: 'public',
    label: label('措施编号', 'measure'),
    description: 'Code of the measure that was not kept, as published, at most 40 characters.',
  })
  measureCode?: string;

  @field(yuan(2_000_000_000), {
    class: 'public',
    label: label('涉及金额', 'amount at stake'),
    description: 'Whole yuan from 0 to 2,000,000,000.',
  })
  amountAtStake?: number;
}
