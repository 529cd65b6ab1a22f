import type { Label } from '@maplebridge/contract';

/** Nothing is signed: what is there is not what was signed before. Whoever operates has to look. */
export class SealingRefused extends Error {
  override readonly name = 'SealingRefused';

  constructor(readonly label: Label) {
    super(`${label.en} ${label['zh-CN']}`);
  }
}
