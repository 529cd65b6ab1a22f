import type { AnyCaseType, Constructor, LiveEvent } from '@maplebridge/contract';
import { Arg, ID, Root, Subscription } from 'type-graphql';
import { access } from '../access/access';
import { alike } from '../alike';
import { requireGlobalId } from '../globalId';
import { LiveEventInterface, streamed } from '../objects/liveEvent';
import { prototypeOf } from '../prototypeOf';
import { CursorScalar } from '../scalars/tokens';
import { resumingAfter, watching } from '../watching';
import { namesOf } from './names';

interface ChangedArguments {
  readonly id?: string | null;
  readonly after?: string | null;
}

/** `xChanged`: what happens to one case of the type, or to all that the viewer sees. */
export function declareChanged(Resolver: Constructor, type: AnyCaseType): void {
  const name = `${namesOf(type).one}Changed`;
  const prototype = prototypeOf(Resolver);
  const subscribe = watching<ChangedArguments>(({ id, after }) => ({
    filter: { types: [type.name] },
    ...(id === null || id === undefined ? {} : { caseId: requireGlobalId(id, ['case'], 'id') }),
    ...resumingAfter(after),
  }));
  Object.defineProperty(prototype, name, { value: (event: LiveEvent) => streamed(event) });
  Root()(prototype, name, 0);
  Arg('id', () => ID, { nullable: true, description: 'Global id of a case; absent: all of the type that the viewer sees.' })(
    prototype,
    name,
    1,
  );
  Arg('after', () => CursorScalar, { nullable: true, description: 'Resume after this cursor; absent: from now on.' })(prototype, name, 2);
  Subscription(() => LiveEventInterface, { description: `What happens to cases of the type ${type.label.en.toLowerCase()}.`, subscribe })(
    prototype,
    name,
    {},
  );
  alike()(prototype, name, {});
  access('stream', 'residents')(prototype, name, {});
}
