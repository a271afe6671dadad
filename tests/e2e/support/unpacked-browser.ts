import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderOnce } from '@/tests/support/folder-once';

const run = promisify(execFile);

const PACKAGE = 'node_modules/@sparticuz/chromium';

/** The package unpacks into the folder for temporary files, and in a process of its own that can be another. */
const UNPACK = `
  import chromium, { inflate } from '@sparticuz/chromium';
  await chromium.executablePath();
  await inflate('${PACKAGE}/bin/al2023.tar.br');
`;

/** The package's own names the folders of AWS Lambda. */
const FONTS = '<?xml version="1.0"?><fontconfig><dir prefix="relative">fonts</dir></fontconfig>';

/**
 * The Chromium of the npm package, which is for Linux on x64, unpacked once for each version and user: nobody else could
 * start it.
 *
 * @returns how to launch it, with what the system lacks
 */
export async function unpackedBrowser(): Promise<{ executablePath: string; env: NodeJS.ProcessEnv }> {
  const { version }: { version: string } = JSON.parse(await readFile(`${PACKAGE}/package.json`, 'utf8'));
  const place = join(tmpdir(), `tokentally-chromium-${version}-${process.getuid?.()}`);
  const folder = await folderOnce(place, unpack);
  const executablePath = join(folder, 'chromium');
  const env = { ...process.env };
  if (!(await starts(executablePath)))
    env.LD_LIBRARY_PATH = [join(folder, 'al2023/lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  if (!existsSync('/etc/fonts')) env.FONTCONFIG_PATH ??= join(folder, 'fonts');
  return { executablePath, env };
}

async function unpack(folder: string): Promise<void> {
  const env = { ...process.env, TMPDIR: folder };
  await run(process.execPath, ['--input-type=module', '--eval', UNPACK], { env });
  await writeFile(join(folder, 'fonts/fonts.conf'), FONTS);
}

/** Not where a library is missing, as those of NSS are in many containers. */
function starts(executablePath: string): Promise<boolean> {
  return run(executablePath, ['--version']).then(
    () => true,
    () => false,
  );
}
