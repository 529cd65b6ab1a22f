import { choice, date, field, label, text, unitReference, yesNo, yuan } from '@maplebridge/contract';

const harms = {
  none: label('无明显损害', 'no evident harm'),
  minor: label('轻微损害', 'minor harm'),
  serious: label('严重损害', 'serious harm'),
  disability: label('残疾', 'disability'),
  death: label('死亡', 'death'),
};

/** What a patient's side and a hospital disagree about. What was done to a body is health data and never a column. */
export class MedicalDisputeDetails {
  @field(unitReference('hospital'), {
    class: 'public',
    label: label('医疗机构', 'hospital'),
    description: 'Hospital in whose care the dispute arose; a unit of kind `hospital`. Needed before acceptance.',
  })
  hospital?: string;

  @field(text(100), {
    class: 'public',
    label: label('科室', 'department'),
    description: 'Department of the hospital, at most 100 characters.',
  })
  department?: string;

  @field(text(2000), {
    class: 'health',
    label: label('诊疗经过', 'treatment'),
    description: 'What was done, as the reporting side tells it, at most 2,000 characters. Health data: sealed and masked.',
  })
  treatment?: string;

  @field(choice('MedicalHarm', harms), {
    class: 'health',
    label: label('损害后果', 'harm'),
    description: 'Harm as the applicant describes it, before any appraisal. Health data: sealed and masked.',
  })
  harm?: string;

  @field(yuan(100_000_000), {
    class: 'public',
    label: label('索赔金额', 'claimed amount'),
    description: 'What the applicant asks for, whole yuan from 0 to 100,000,000.',
  })
  claimedAmount?: number;

  @field(yesNo, {
    class: 'public',
    setBy: 'office',
    label: label('病历已封存', 'records sealed'),
    description: 'Whether the records were sealed with both sides present and a signed list (Medical Disputes Regulation art. 24).',
  })
  areRecordsSealed?: boolean;

  @field(yesNo, {
    class: 'internal',
    setBy: 'office',
    label: label('法院已受理', 'litigation accepted'),
    description: "Whether a court has accepted the same dispute; people's mediation is then not open (arts 31, 40).",
  })
  litigationAccepted?: boolean;

  @field(yesNo, {
    class: 'internal',
    setBy: 'office',
    label: label('行政调解已受理', 'administrative mediation accepted'),
    description: "Whether the health authority has accepted the same dispute; people's mediation is then not open (arts 31, 40).",
  })
  administrativeMediationAccepted?: boolean;

  @field(yuan(100_000_000), {
    class: 'public',
    setBy: 'office',
    label: label('协议金额', 'agreed amount'),
    description: 'What the agreement grants, whole yuan. Never published without both sides (art. 42).',
  })
  agreedAmount?: number;

  @field(date, {
    class: 'public',
    setBy: 'office',
    label: label('履行期限', 'perform by'),
    description: "Local day until which the agreement is to be performed (People's Mediation Law art. 29).",
  })
  performBy?: string;
}
