import { writeFileSync } from 'node:fs';
import { licencesPage, licencesPagePath } from './licences-page.ts';
import { say } from './say.ts';
import { settingsPage, settingsPagePath } from './settings-page.ts';

writeFileSync(settingsPagePath, settingsPage());
writeFileSync(licencesPagePath, licencesPage());
for (const path of [settingsPagePath, licencesPagePath]) say(path);
