import { label, Refusal, type Label } from '@maplebridge/contract';
import { openDatabase, type Database } from '@maplebridge/storage';
import { maskedUrl } from '../config/masked';
import { systemCode } from '../systemCode';

/** One connection to a database, for the time of a start. Throws a Refusal that names the variable, the place and what would work. */
export async function reach(variable: 'DATABASE_URL' | 'DATABASE_ADMIN_URL', url: string): Promise<Database> {
  try {
    return await openDatabase({ url, poolSize: 1, applicationName: 'maplebridge start' });
  } catch (error) {
    const reason = reasonOf(error);
    throw new Refusal(
      'UNAVAILABLE',
      label(
        `无法连接 ${variable} 所指的数据库 ${maskedUrl(url)}：${reason['zh-CN']}。请更正地址、启动数据库，或去掉该变量以使用内置 PostgreSQL。`,
        `The database of ${variable}, ${maskedUrl(url)}, cannot be opened: ${reason.en}. Correct it, start that database, or leave the variable out for the embedded PostgreSQL.`,
      ),
    );
  }
}

/** What the network says, in words; what PostgreSQL says (a wrong password, no such database) is a sentence already. */
const reasons: Readonly<Record<string, Label>> = {
  ECONNREFUSED: label('该地址没有程序在监听', 'nothing listens there'),
  ENOTFOUND: label('没有这个主机名', 'there is no such host'),
  EAI_AGAIN: label('主机名无法解析', 'its host name cannot be resolved'),
  ENOENT: label('该套接字不存在', 'there is no such socket'),
  ECONNRESET: label('对方中断了连接', 'whoever listens there hung up'),
};

function reasonOf(error: unknown): Label {
  const said = error instanceof Error ? error.message : String(error);
  if (/timeout/i.test(said)) return label('五秒内没有应答', 'it did not answer within five seconds');
  return reasons[systemCode(error) ?? ''] ?? label(said, said);
}
