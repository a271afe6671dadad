import { sql } from 'drizzle-orm';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { NOBODYS_PORT } from '@/tests/support/nobodys-port';
import { grouped } from './grouped';
import { openPostgres } from './postgres';
import { queryRows } from './rows';

describeOnDatabases('a statement that many share', (db) => {
  const groups: number[][] = [];
  beforeEach(() => void groups.splice(0));

  /** 60 divided by each, which the database refuses for 0. */
  const sixtiethOf = grouped(async (database, divisors: number[]) => {
    groups.push(divisors);
    const statement = sql`
      select 60 / divisor::int as quotient
      from jsonb_array_elements_text(${JSON.stringify(divisors)}::jsonb) with ordinality as each(divisor, n)
      order by n`;
    return queryRows(database, statement, (row) => Number(row.quotient));
  });
  const askAll = (divisors: number[]) => Promise.all(divisors.map((divisor) => sixtiethOf(db(), divisor)));

  it('is one for what is asked at the same moment, and answers each its own', async () => {
    expect(await askAll([1, 2, 3, 4])).toEqual([60, 30, 20, 15]);
    expect(groups).toEqual([[1, 2, 3, 4]]);
  });

  it('does not wait for company', async () => {
    expect(await sixtiethOf(db(), 5)).toBe(12);
    expect(await sixtiethOf(db(), 6)).toBe(10);
    expect(groups).toEqual([[5], [6]]);
  });

  it('takes no more at a time than its locks are held for a moment', async () => {
    expect(await askAll(Array.from({ length: 250 }, () => 1))).toEqual(Array.from({ length: 250 }, () => 60));
    expect(groups.map((group) => group.length)).toEqual([100, 100, 50]);
  });

  it('that the database refuses because of one is answered to the others', async () => {
    const answers = await Promise.allSettled([1, 0, 2].map((divisor) => sixtiethOf(db(), divisor)));
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: 60 },
      { status: 'rejected', reason: { cause: { message: 'division by zero' } } },
      { status: 'fulfilled', value: 30 },
    ]);
  });
});

it('is asked once, and fails for all, when the database can’t be reached', async () => {
  const nowhere = openPostgres(`postgres://127.0.0.1:${NOBODYS_PORT}/none`);
  let asked = 0;
  const ask = grouped(async (database, items: number[]) => {
    asked++;
    return queryRows(database, sql`select ${items.length}`, Number);
  });
  const answers = await Promise.allSettled([ask(nowhere.db, 1), ask(nowhere.db, 2)]);
  for (const answer of answers) expect(answer).toMatchObject({ reason: { cause: { code: 'ECONNREFUSED' } } });
  expect(asked).toBe(1);
  await nowhere.close();
});

it('lets others pass when some are slow', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { db } = openPostgres('postgres://127.0.0.1/none');
  const asked: string[] = [];
  const ask = grouped(async (_, items: string[]) => {
    asked.push(...items);
    return items[0] === 'slow' ? new Promise<never>(() => {}) : items;
  });
  const turn = () => new Promise((done) => setImmediate(done));
  void ask(db, 'slow');
  await turn();
  void ask(db, 'slow');
  await turn();
  const answer = ask(db, 'quick');
  await turn();
  expect(asked).toEqual(['slow', 'slow']);
  vi.advanceTimersByTime(1_000);
  expect(await answer).toBe('quick');
});
