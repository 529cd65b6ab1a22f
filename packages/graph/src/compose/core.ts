import { Emergencies } from '../core/emergencies';
import { Exclusions } from '../core/exclusions';
import { CoreMutations } from '../core/mutations';
import { PartyMutations } from '../core/parties';
import { PartyLinks } from '../core/partyLinks';
import { CoreQueries } from '../core/queries';
import { ReportCases } from '../core/reportCases';
import { CoreSubscriptions } from '../core/subscriptions';
import { ProcessingConsents } from '../core/processingConsents';
import { UnmaskMutations } from '../core/unmasking';
import { AccessRecordObject } from '../objects/accessRecord';
import { CaseInterface, DormantCaseObject } from '../objects/case';
import { ChangeObject } from '../objects/change';
import { CaseLeftObject, CaughtUpObject, ResyncObject } from '../objects/liveEvent';
import { PartyObject } from '../objects/party';
import { PlaceObject, ReportObject } from '../objects/place';
import { UnitObject } from '../objects/unit';
import { UnitVersionObject } from '../objects/unitVersion';
import type { Owner } from './owner';

/** What is in every schema, whichever plugins are loaded. */
export const core: Owner = {
  name: 'the core',
  resolvers: [
    CoreQueries,
    CoreMutations,
    UnmaskMutations,
    PartyMutations,
    PartyLinks,
    ProcessingConsents,
    Exclusions,
    Emergencies,
    CoreSubscriptions,
    ReportCases,
  ],
  types: [
    DormantCaseObject,
    UnitObject,
    UnitVersionObject,
    PlaceObject,
    ReportObject,
    PartyObject,
    ChangeObject,
    AccessRecordObject,
    CaseLeftObject,
    CaughtUpObject,
    ResyncObject,
  ],
  caseTypes: [],
};

/** The only types of the core that a plugin may add fields to. */
export const extensible: readonly object[] = [CaseInterface, UnitObject, PlaceObject];
