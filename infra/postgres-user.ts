import { execFileSync } from 'node:child_process';
import { accessSync, chownSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from './fault.ts';

/** Whom PostgreSQL runs as; empty when it is ourselves. */
export type Account = { uid?: number; gid?: number };

const name = 'postgres';

/** PostgreSQL refuses to run as root, so root lends it the account `postgres`, made when missing. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const known = lookUp();
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--user-group', name], { stdio: 'ignore' });
  } catch {
    // Reported below: what counts is whether the account is there.
  }
  const made = lookUp();
  if (made) return made;
  throw new Fault({
    ja: `管理者（root）のままでは PostgreSQL を動かせません。利用者「${name}」を作るか、root でない利用者で始めてください。`,
    en: `PostgreSQL does not run as root. Create the user "${name}", or start as a user other than root.`,
  });
}

/** Gives a folder to the account. */
export function giveTo(account: Account, folder: string): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
}

/** Refuses a place that the account cannot reach because a folder above it is closed to others. */
export function mustReach(account: Account, path: string): void {
  const { uid, gid } = account;
  if (uid === undefined) {
    accessSync(dirname(path), constants.X_OK);
    return;
  }
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if (!(mode & bit)) {
      throw new Fault({
        ja: `利用者「${name}」が ${folder} に入れないため、${path} を使えません。「chmod o+x ${folder}」を行うか、別の場所（ENGAWA_DATA）にしてください。`,
        en: `The user "${name}" may not enter ${folder}, so ${path} cannot be used. Run "chmod o+x ${folder}", or use another place (ENGAWA_DATA).`,
      });
    }
    if (folder === dirname(folder)) return;
  }
}

function lookUp(): Account | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
