import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findProvider } from '@pydantic/genai-prices';
import { z } from 'zod';
import { type PriceBookFile, priceBookFile } from '@/lib/pricing/price-book-file';
import { describeChanges } from '@/lib/pricing/update/describe-changes';
import { mergeModels } from '@/lib/pricing/update/merge';
import { readModel } from '@/lib/pricing/update/read-source';
import { utcDay } from '@/lib/utc-day';

/** `npm run prices:update`: brings lib/pricing/price-book.json up to the installed @pydantic/genai-prices. */

const SOURCE = '@pydantic/genai-prices';
/** Vendors whose own prices are charged. docs/pricing.md says why gateways such as OpenRouter are not among them. */
const PROVIDERS = ['openai'];
const BOOK_PATH = 'lib/pricing/price-book.json';

const today = utcDay(new Date());
const before = readBook();
const after: PriceBookFile = {
  source: SOURCE,
  sourceVersion: installedVersion(),
  madeOn: today,
  providers: Object.fromEntries(
    PROVIDERS.map((id) => [
      id,
      mergeModels(before?.providers[id] ?? [], sourceModels(id).map(readModel), today),
    ]),
  ),
};

const changes = PROVIDERS.flatMap((id) =>
  describeChanges(before?.providers[id] ?? [], after.providers[id] ?? []).map((line) => `${id} ${line}`),
);
if (changes.length === 0 && before?.sourceVersion === after.sourceVersion) {
  console.log(`Nothing changed: the price book agrees with ${SOURCE} ${after.sourceVersion}.`);
} else {
  writeFileSync(BOOK_PATH, oneLinePerPrice(JSON.stringify(after, null, 2)));
  execFileSync('npx', ['--no-install', 'biome', 'format', '--write', BOOK_PATH], { stdio: 'ignore' });
  console.log([...changes, `\nWrote ${BOOK_PATH} from ${SOURCE} ${after.sourceVersion}.`].join('\n'));
  console.log('Prices are in dollars per million tokens. Review the difference before you commit it.');
}

function readBook(): PriceBookFile | undefined {
  if (!existsSync(BOOK_PATH)) return undefined;
  return priceBookFile.parse(JSON.parse(readFileSync(BOOK_PATH, 'utf8')));
}

/** Puts an object without nested ones on one line; the formatter leaves it so where it fits. */
function oneLinePerPrice(json: string): string {
  return json.replace(/\{[^{}[\]]*\}/g, (object) => object.replace(/\s+/g, ' '));
}

function sourceModels(providerId: string) {
  const provider = findProvider({ providerId });
  if (!provider)
    throw new Error(`${SOURCE} knows no provider "${providerId}". Correct PROVIDERS in this script.`);
  return provider.models;
}

function installedVersion(): string {
  const packageJson = JSON.parse(readFileSync(`node_modules/${SOURCE}/package.json`, 'utf8'));
  return z.object({ version: z.string() }).parse(packageJson).version;
}
