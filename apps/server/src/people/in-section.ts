// What later rooms ask of sections and of who works in them.
export { peopleInSection, sectionStands } from './queries.ts';
