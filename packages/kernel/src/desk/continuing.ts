import { Refusal, type Actor } from '@maplebridge/contract';
import type { Aggregate } from './aggregate';
import type { Outcomes } from './effects';
import { accountable, refuseUnopened } from './lookups';
import { planOpening, type Opening } from './opening';
import type { Platform } from './platform';
import type { Session } from './session';

/** The case that this one goes on as, under the same unit and with the same people; null for a move that continues nothing. */
export async function continuedAs(
  session: Session,
  { outcomes, found, actor, at }: { outcomes: Outcomes; found: Aggregate; actor: Actor; at: Date },
): Promise<Opening | null> {
  if (outcomes.continuesAs === undefined) return null;
  const { row } = found.found;
  const next = session.platform.types.get(outcomes.continuesAs);
  if (!next) throw notHere(session.platform);
  await refuseUnopened(session.platform, next.jurisdiction, await accountable(session.platform, row.unitId));
  return planOpening(session, {
    type: outcomes.continuesAs,
    actor,
    at,
    summary: row.summary,
    unitId: row.unitId,
    placeId: row.placeId,
    reportId: row.reportId,
    details: {},
    parties: [],
    continues: { caseId: row.id, parties: found.parties },
  });
}

function notHere({ types }: Platform): Refusal {
  const known = [...types.keys()].sort().join(', ');
  return new Refusal(
    'PLUGIN_DORMANT',
    { 'zh-CN': `此处没有该案件类型；现有：${known}。`, en: `No such case type is loaded here; there are ${known}.` },
    { field: 'into' },
  );
}
