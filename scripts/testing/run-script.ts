import { type ChildProcess, execFile } from 'node:child_process';

/** How a script ended: its exit code, or the signal that ended it. */
export interface Ended {
  code: unknown;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves once the script has printed this; or when it ends without. */
  printed(text: string): Promise<unknown>;
}

/** Starts a script as npm does, with only these variables set. */
export function startScript(
  script: string,
  settings: Record<string, string>,
  options: string[] = [],
): Started {
  const args = ['--import', 'tsx', '--conditions=react-server', `scripts/${script}`, ...options];
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...settings } as const;
  let end: (ended: Ended) => void = () => {};
  const ended = new Promise<Ended>((resolve) => {
    end = resolve;
  });
  const child = execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
    end({ code: error?.code ?? error?.signal ?? 0, stdout, stderr }),
  );
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const printed = (text: string) => {
    const heard = new Promise<void>((resolve) => {
      const look = () => output.includes(text) && resolve();
      child.stdout?.on('data', look);
      look();
    });
    return Promise.race([heard, ended]);
  };
  return { child, ended, printed };
}

/** Runs a script as npm does, with only these variables set. */
export function runScript(...script: Parameters<typeof startScript>): Promise<Ended> {
  return startScript(...script).ended;
}
