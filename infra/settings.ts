import { writeFileSync } from 'node:fs';
import { settingsPage, settingsPagePath } from './settings-page.ts';

writeFileSync(settingsPagePath, settingsPage());
console.log(settingsPagePath);
