import { definePolicy, label, localRule } from '@maplebridge/contract';

/** Promises of the place, not of a statute: each measure's owner sets them for its own unit. */
const promise = <const Name extends string>(name: Name, value: number, chinese: string, english: string) =>
  definePolicy({
    name: `business-environment.${name}`,
    unit: 'workingDays',
    minimum: 1,
    maximum: 120,
    default: value,
    source: localRule(label(`${chinese}：${value} 个工作日`, `${english}: ${value} working days`), '1', '2000-01-01'),
    label: label(chinese, english),
  });

export const firstAnswer = promise('firstAnswer', 1, '首次答复时限', 'time to a first answer');
export const serviceLimit = promise('serviceLimit', 10, '事项办理时限', 'time to handle a request');
export const answerLimit = promise('answerLimit', 15, '投诉答复时限', 'time to answer a complaint');
