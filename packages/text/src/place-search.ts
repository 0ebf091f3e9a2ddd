import { buildSearchIndex, type SearchIndex } from './search-index.ts';

/** A section or a channel as the search needs it. */
export interface SearchablePlace {
  name: string;
  /** Where the reading is known; otherwise the words of the office are read from a table. */
  kana?: string;
  /** The sections above it, or what a channel is for. */
  about?: string;
  extensions?: readonly string[];
  duties?: readonly string[];
  /** Place in the order of the hall, smaller first. */
  rank?: number;
}

/** An index over sections, posts or channels, by the same folding as people. */
export function buildPlaceIndex<P extends SearchablePlace>(places: readonly P[]): SearchIndex<P> {
  return buildSearchIndex(
    places.map((place, at) => ({
      item: place,
      order: String(place.rank ?? at).padStart(8, '0'),
      fields: [
        { name: 'name', index: 0, text: place.name, kind: 'words' as const, weight: 1 },
        ...(place.kana
          ? [{ name: 'kana', index: 0, text: place.kana, kind: 'reading' as const, weight: 1 }]
          : []),
        ...(place.about
          ? [{ name: 'about', index: 0, text: place.about, kind: 'words' as const, weight: 0.5 }]
          : []),
        ...(place.extensions ?? []).map((text, index) => ({
          name: 'extension',
          index,
          text,
          kind: 'number' as const,
          weight: 0.97,
        })),
        ...(place.duties ?? []).map((text, index) => ({
          name: 'duty',
          index,
          text,
          kind: 'words' as const,
          weight: 0.6,
        })),
      ],
    })),
  );
}
