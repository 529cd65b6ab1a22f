import type { CaseRecord, ChangeRecord, Receipt, RequestContext } from '@maplebridge/contract';
import { forgetCase, loaders } from './loaders';

/** Root of what a mutation of a case answers. */
export interface ReceiptValue {
  readonly caseId: string;
  readonly change: ChangeRecord;
}

/** A receipt as a payload. The note is the one just sent: a replay has the same body, or the key would have conflicted. */
export function receiptValue(receipt: Receipt, note: string | undefined, context: RequestContext): ReceiptValue {
  const { entry, caseId } = receipt;
  forgetCase(context, caseId);
  if (receipt.record) loaders.cases(context).prime(caseId, receipt.record);
  const source = entry.caseType === null ? null : (context.caseTypes.get(entry.caseType)?.moves[entry.type]?.source ?? null);
  return {
    caseId,
    change: {
      entry,
      get cursor() {
        return receipt.cursor;
      },
      note: note ?? null,
      source,
    },
  };
}

/** The case of a receipt as the write left it, else as it stands now: read anew, and only when the client asks for it. */
export const caseOfReceipt = ({ caseId }: ReceiptValue, _args: object, context: RequestContext): Promise<CaseRecord | null> =>
  loaders.cases(context).load(caseId);
