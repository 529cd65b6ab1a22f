import { choice, date, field, label, yesNo, yuan } from '@maplebridge/contract';

const kinds = {
  neighbours: label('邻里纠纷', 'neighbours'),
  housing: label('房屋宅基地纠纷', 'housing'),
  family: label('婚姻家庭纠纷', 'family'),
  debt: label('债务纠纷', 'debt'),
  propertyFee: label('物业费纠纷', 'property fee'),
  wages: label('劳资纠纷', 'wages'),
  land: label('山林土地纠纷', 'land'),
  damage: label('损害赔偿纠纷', 'damages'),
  other: label('其他矛盾纠纷', 'other'),
};

/** "All kinds of contradictions and disputes": what is common to them. Who they are is said by the parties. */
export class CommunityDisputeDetails {
  @field(choice('CommunityDisputeKind', kinds), {
    class: 'public',
    label: label('纠纷类型', 'kind'),
    description: 'What kind of dispute it is. Needed before acceptance.',
  })
  kind?: string;

  @field(yuan(1_000_000_000), {
    class: 'public',
    label: label('涉及金额', 'disputed amount'),
    description: 'Whole yuan from 0 to 1,000,000,000.',
  })
  disputedAmount?: number;

  @field(yesNo, {
    class: 'internal',
    label: label('涉嫌家庭暴力', 'family violence alleged'),
    description: 'Whether family violence is alleged. Such a case is routed to protection and never mediated as an ordinary dispute.',
  })
  isFamilyViolenceAlleged?: boolean;

  @field(yuan(1_000_000_000), {
    class: 'public',
    setBy: 'office',
    label: label('约定金额', 'agreed amount'),
    description: 'What the agreement grants, whole yuan.',
  })
  agreedAmount?: number;

  @field(date, {
    class: 'public',
    setBy: 'office',
    label: label('履行期限', 'perform by'),
    description: "Local day until which it is to be performed (People's Mediation Law art. 29).",
  })
  performBy?: string;
}
