import { definePolicy, label, localRule, type Label } from '@maplebridge/contract';

/** Promises of the place, not of a statute: each measure's owner sets them for its own unit. */
const promise = <const Name extends string>(name: Name, value: number, what: Label) =>
  definePolicy({
    name: `business-environment.${name}`,
    unit: 'workingDays',
    minimum: 1,
    maximum: 120,
    default: value,
    source: localRule(label(`${what['zh-CN']}：${value} 个工作日`, `${what.en}: ${value} working days`), '1', '2000-01-01'),
    label: what,
  });

export const firstAnswer = promise('firstAnswer', 1, label('首次答复时限', 'time to a first answer'));
export const serviceLimit = promise('serviceLimit', 10, label('事项办理时限', 'time to handle a request'));
export const answerLimit = promise('answerLimit', 15, label('投诉答复时限', 'time to answer a complaint'));
