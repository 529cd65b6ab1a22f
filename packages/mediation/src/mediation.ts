import { defineCapability, label, type Label } from '@maplebridge/contract';
import { Appointment } from './appointment';
import { bothConsent } from './bothConsent';
import { peoplesMediationLaw } from './sources';

/** Where mediation joins a lifecycle. The states named here are the case type's own; the start checks that they exist. */
export interface MediationWays<Convener extends string> {
  /** Where it may be proposed. */
  readonly from: string | readonly string[];
  /** Where an agreement leads. */
  readonly agreed: string;
  /** Where a refusal or a failed attempt leads: the other routes are told there (art. 26), the case need not be closed. */
  readonly ended: string;
  /** States of the case type that are part of the attempt, e.g. an appraisal: a side may stop there too (art. 23). */
  readonly during?: readonly string[];
  /** The post that convenes; the people's mediation committee when absent. */
  readonly convener?: { readonly post: Convener; readonly label: Label };
  /** Other posts that may propose mediation, as police and courts may (art. 18). */
  readonly proposedBy?: readonly string[];
  /** Requirements of the case type without which mediation is not proposed, or a consent not taken. */
  readonly needs?: { readonly toPropose?: readonly string[]; readonly toConsent?: readonly string[] };
}

const attempt = { phase: 'mediation', route: 'peoplesMediation' } as const;
const bothSides = ['applicant', 'respondent'] as const;

/**
 * Voluntary mediation. It is proposed (`awaitingConsent`), begins when both sides have said yes (`inMediation`) and leads to an
 * agreement or to an end. One refusal ends the attempt, and no way to court is ever closed (People's Mediation Law arts 3, 17, 23).
 */
export const mediation = <const Convener extends string = 'mediationCommittee'>(ways: MediationWays<Convener>) =>
  defineCapability({
    name: 'mediation',
    label: label('人民调解', "People's mediation"),
    states: {
      awaitingConsent: { ...attempt, label: label('待对方同意', "awaiting the other side's consent") },
      inMediation: { ...attempt, label: label('调解中', 'in mediation') },
    },
    moves: { ...consentMoves(ways), ...sessionMoves(ways) },
    posts: { [convenerOf(ways).post]: { label: convenerOf(ways).label } } as { readonly [Name in Convener]: { readonly label: Label } },
    assignments: { mediator: { label: label('人民调解员', "people's mediator") } },
    requirements: { bothConsent },
    sees: { post: { [convenerOf(ways).post]: 'unit' }, assignment: { mediator: 'case' } },
  });

const committee = { post: 'mediationCommittee', label: label('人民调解委员会', "people's mediation committee") };
const convenerOf = (ways: MediationWays<string>) => ways.convener ?? committee;

/** What the articles come to, in our words; the official text was not compared. */
const texts = {
  proposal: label('依申请或主动调解；一方明确拒绝的不得调解', 'On request or proposed; not when one side explicitly refuses'),
  refusal: label('当事人可以接受、拒绝或者要求终止调解', 'A party may accept, refuse or stop mediation at any time'),
  choice: label('指定一名或者数名调解员，也可由当事人选择', 'One or more mediators are appointed, or the parties choose'),
  place: label('及时、就地进行', 'In time and in place'),
  agreement: label('可以制作调解协议书，或采取口头协议方式', 'A written agreement, or an oral one that the mediator records'),
  failure: label('调解不成的，终止调解并告知其他途径', 'A failed mediation is ended and the other routes are told'),
};

const consentMoves = (ways: MediationWays<string>) =>
  ({
    inviteMediation: {
      from: ways.from,
      to: 'awaitingConsent',
      by: { post: [convenerOf(ways).post, ...(ways.proposedBy ?? [])] },
      needs: ways.needs?.toPropose ?? [],
      effects: [{ do: 'askConsent', of: bothSides }],
      source: peoplesMediationLaw('17-18', texts.proposal),
      label: label('邀请调解', 'invite to mediation'),
    },
    consent: {
      from: ['awaitingConsent', 'inMediation'],
      by: { side: bothSides },
      needs: ways.needs?.toConsent ?? [],
      effects: [{ do: 'consent', as: 'given' }],
      source: peoplesMediationLaw('23'),
      label: label('同意调解', 'consent to mediation'),
    },
    refuseMediation: {
      from: ['awaitingConsent', 'inMediation', ...(ways.during ?? [])],
      to: ways.ended,
      by: { side: bothSides },
      refusalBy: bothSides,
      effects: [{ do: 'consent', as: 'refused' }],
      source: peoplesMediationLaw('17, 23', texts.refusal),
      label: label('拒绝或终止调解', 'refuse or stop mediation'),
    },
  }) as const;

const sessionMoves = (ways: MediationWays<string>) => {
  const by = { post: [convenerOf(ways).post], assignment: ['mediator'] };
  return {
    appointMediator: {
      from: ['awaitingConsent', 'inMediation'],
      by: { post: by.post },
      takes: Appointment,
      effects: [{ do: 'assign', relation: 'mediator' }],
      source: peoplesMediationLaw('19', texts.choice),
      label: label('指定调解员', 'appoint a mediator'),
    },
    beginMediation: {
      from: 'awaitingConsent',
      to: 'inMediation',
      by,
      needs: ['bothConsent'],
      source: peoplesMediationLaw('21', texts.place),
      label: label('开始调解', 'begin mediation'),
    },
    reachAgreement: {
      from: 'inMediation',
      to: ways.agreed,
      by,
      needs: ['bothConsent'],
      source: peoplesMediationLaw('28-29', texts.agreement),
      label: label('达成协议', 'reach an agreement'),
    },
    endMediation: {
      from: ['awaitingConsent', 'inMediation', ...(ways.during ?? [])],
      to: ways.ended,
      by,
      source: peoplesMediationLaw('26', texts.failure),
      label: label('调解不成，终止调解', 'end without agreement'),
    },
  } as const;
};
