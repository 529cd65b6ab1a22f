import { definePolicy, label, localRule, warnAfter, type Label } from '@maplebridge/contract';

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

export const answerSoon = warnAfter(
  'business-environment.answerSoon',
  72,
  label('签收后未答复的提醒', 'reminder of a request not answered'),
);
export const confirmSoon = warnAfter(
  'business-environment.confirmSoon',
  168,
  label('办理完成待确认的提醒', 'reminder of a delivery not confirmed'),
);
export const askSoon = warnAfter('business-environment.askSoon', 72, label('受理后未转部门核查的提醒', 'reminder to ask a department'));
export const payerAnswers = warnAfter(
  'business-environment.payerAnswers',
  168,
  label('拖欠账款投诉未答复的提醒', 'reminder of a late payment not answered'),
);
