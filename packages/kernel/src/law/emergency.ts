import { definePolicy, label, localRule, type HeldPost, type PolicyKey, type Sees } from '@maplebridge/contract';
import { isNamed } from './named';
import { isHeld } from './standing';

/** No law sets these numbers: they are what this platform starts from, and each place may set its own. */
const convention = (chinese: string, english: string) => localRule(label(chinese, english), '1', '2000-01-01');

export const emergencyMinutes = definePolicy({
  name: 'emergency.minutes',
  unit: 'minutes',
  minimum: 5,
  maximum: 1440,
  default: 60,
  source: convention('紧急查阅持续六十分钟', 'An emergency opening lasts an hour'),
  label: label('紧急查阅时长', 'how long a case stays open in an emergency'),
});

export const emergencyAtOnce = definePolicy({
  name: 'emergency.atOnce',
  unit: 'count',
  minimum: 1,
  maximum: 20,
  default: 2,
  source: convention('一人同时紧急查阅两件', 'Two cases at once for one person'),
  label: label('同时紧急查阅件数', 'cases that one person may have open in an emergency'),
});

export const emergencyLevels = definePolicy({
  name: 'emergency.levels',
  unit: 'count',
  minimum: 0,
  maximum: 7,
  default: 2,
  source: convention('可查阅上两级单位之下的案件', 'Cases below the unit two levels above the post'),
  label: label('紧急查阅的单位范围（上溯级数）', 'levels above the unit of the post below which cases may be opened'),
});

/** Numbers that the platform itself declares, beside those of plugins and capabilities. */
export const emergencyPolicies: readonly PolicyKey[] = [emergencyMinutes, emergencyAtOnce, emergencyLevels];

export interface Reach {
  readonly sees: Sees;
  /** From the root down to the accountable unit of the case. */
  readonly unitPath: readonly string[];
  /** Levels above its unit below which a post may open cases. */
  readonly levelsOf: (post: HeldPost) => number;
  /** From the root down to the unit of the post. */
  readonly pathOf: (post: HeldPost) => readonly string[];
}

/**
 * The post by which a case may be opened in an emergency: one that would show it if it were of its own unit. Posts that see only what
 * they are called in to open nothing, nor does a post that is not held now.
 */
export function emergencyPost(posts: readonly HeldPost[], { sees, unitPath, levelsOf, pathOf }: Reach, now: Date): HeldPost | null {
  const reaches = (post: HeldPost): boolean => {
    const isOfType = isNamed(sees.post, post.role) && sees.post?.[post.role] === 'unit';
    const top = pathOf(post)[Math.max(0, post.level - levelsOf(post))];
    return isOfType && isHeld(post, now) && top !== undefined && unitPath.includes(top);
  };
  return posts.find(reaches) ?? null;
}
