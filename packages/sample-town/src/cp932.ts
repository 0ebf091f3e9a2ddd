const decoder = new TextDecoder('shift_jis');

// Windows writes IBM extension characters (髙, 﨑) as FA40..FC4B and never as the NEC copies in ED, EE.
function isNecCopy(lead: number): boolean {
  return lead === 0xed || lead === 0xee;
}

function buildTable(): Map<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  for (let byte = 0; byte < 0x80; byte++) table.set(String.fromCharCode(byte), [byte]);
  for (let byte = 0xa1; byte <= 0xdf; byte++) table.set(decoder.decode(new Uint8Array([byte])), [byte]);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if ((lead >= 0xa0 && lead <= 0xdf) || isNecCopy(lead)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      const text = decoder.decode(new Uint8Array([lead, trail]));
      if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, [lead, trail]);
    }
  }
  return table;
}

let table: Map<string, readonly number[]> | undefined;

/** Encodes text as CP932 the way Windows and Excel do; throws on a character that it cannot hold. */
export function encodeCp932(text: string): Uint8Array {
  table ??= buildTable();
  const bytes: number[] = [];
  for (const char of text) {
    const code = table.get(char);
    if (!code) throw new Error(`CP932 cannot hold ${char} (U+${char.codePointAt(0)?.toString(16)})`);
    bytes.push(...code);
  }
  return new Uint8Array(bytes);
}
