import { label, type Label } from '@maplebridge/contract';
import type { Finding } from './finding';
import type { Verdict } from './verify';

const kinds = { entry: label('办理记录', 'ledger entry'), access: label('查阅记录', 'access record') };

/** Which thing a finding is about. */
function thing({ part, record, leaf, lastLeaf, checkpoint }: Finding): Label {
  const number = checkpoint ?? '?';
  if (part === 'file') return label(`检查点目录中的第 ${number} 号文件`, `file ${number} in the folder of checkpoints`);
  if (part === 'checkpoint') return label(`数据库中的第 ${number} 号检查点`, `checkpoint ${number} in the database`);
  if (!record) return leafOf(leaf, lastLeaf);
  const kind = kinds[record.kind];
  const place = record.position === null ? '' : ` (shard ${record.shard}, position ${record.position})`;
  const at = leaf === undefined ? '' : `, leaf ${leaf}`;
  const [zh, en] = part === 'leaf' ? ['的叶子', 'the leaf of '] : ['', ''];
  return label(`${kind['zh-CN']} ${record.id ?? '?'}${zh}${place}${at}`, `${en}${kind.en} ${record.id ?? '?'}${place}${at}`);
}

const leafOf = (leaf = 0, lastLeaf = leaf): Label =>
  leaf === lastLeaf
    ? label(`第 ${leaf} 号叶子`, `leaf ${leaf}`)
    : label(`第 ${leaf} 至 ${lastLeaf} 号叶子之一`, `one of the leaves ${leaf} to ${lastLeaf}`);

const sentences: Readonly<Record<Finding['what'], Label>> = {
  altered: label('内容与封存时不同', 'does not say what was sealed'),
  removed: label('已不存在', 'is not there any more'),
  swapped: label('不在封存时的位置上', 'does not stand where it was sealed'),
  truncated: label('及其后的记录已不存在：日志末尾被截断', 'and all after it are gone: the end of the log was cut off'),
  rebuilt: label('与已签署的检查点不符：日志被重建过', 'is not what was signed: the log was rebuilt'),
  forged: label('不是由给定的密钥签署', 'was not signed by a key that was named'),
  splitView: label(
    '与检查点目录中的不同，而两者都已签署：出现了两份历史',
    'differs from the one in the folder, and both are signed: there are two histories',
  ),
  neverSealed: label('早已写入，却从未封存', 'was written long ago and was never sealed'),
};

export function sayFinding(finding: Finding): Label {
  const [what, said] = [thing(finding), sentences[finding.what]];
  return label(
    `发现篡改（${finding.what}）：${what['zh-CN']}${said['zh-CN']}。`,
    `Tampering found (${finding.what}): ${what.en} ${said.en}.`,
  );
}

/** What was found and, in either case, what was not looked at. */
export function sayVerdict(verdict: Verdict): readonly Label[] {
  const { bad, sealed, sealedAt, checkpoints } = verdict;
  const at = sealedAt?.toISOString() ?? '-';
  const sound = label(
    `核对无误：${sealed} 条记录、${checkpoints} 个检查点，最后一个签署于 ${at}。`,
    `Sound: ${sealed} records under ${checkpoints} checkpoints, the last of them signed ${at}.`,
  );
  const until = label(
    `第 ${checkpoints} 号检查点（${at}，${sealed} 条记录）及之前核对无误。`,
    `Everything up to checkpoint ${checkpoints} (${at}, ${sealed} records) is sound.`,
  );
  return [...(bad ? [sayFinding(bad), until] : [sound]), ...limitsOf(verdict)];
}

function limitsOf({ outside, checkpoints, unsealed: { records, oldest } }: Verdict): readonly Label[] {
  const open = label(
    `尚未封存：${records} 条记录，最早写入于 ${oldest?.at.toISOString() ?? '-'}。`,
    `Not yet sealed: ${records} records, the oldest written ${oldest?.at.toISOString() ?? '-'}.`,
  );
  const inside = label(
    `只有 ${outside} 个检查点在数据库之外得到印证：数据库的所有者若截去其后的记录，无法发现。`,
    `Only ${outside} checkpoints were found outside the database: what came after them could have been cut off by whoever owns the database.`,
  );
  return [...(records > 0 ? [open] : []), ...(outside < checkpoints || checkpoints === 0 ? [inside] : [])];
}
