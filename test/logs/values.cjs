const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** What a personal value or a secret looks like, whoever sent it. */
const forms = [
  // Digits beside a letter of a hexadecimal number are a part of an id.
  { kind: 'a mobile number', form: /(?<![\da-f.])1[3-9]\d{9}(?![\da-f.])/g, isReal: () => true },
  { kind: 'an identity number', form: /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, isReal: hasCheckDigit },
  { kind: 'a bearer token', form: /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g, isReal: () => true },
  { kind: 'a service token', form: /mbs_[0-9a-f]{32}_[\w-]{20,}/g, isReal: () => true },
];

/** The last digit of an identity number follows from the others (GB 11643-1999). */
function hasCheckDigit(text) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return '10X98765432'[sum % 11] === text[17].toUpperCase();
}

/** Names, phones and texts of the demo city, read from where they are invented. */
function demoValues() {
  const source = readFileSync(join(__dirname, '..', '..', 'gateway', 'src', 'demo', 'cases.ts'), 'utf8');
  return [...source.matchAll(/\b(name|phone|summary): '([^']+)'/g)].map(([, kind, value]) => ({
    kind: `a ${kind} of the demo city`,
    value,
  }));
}

/** What tests of this run sent through the testkit, and the secrets they gave to programs. */
function plantedValues(folder) {
  const files = readdirSync(folder).filter((name) => name.startsWith('planted-'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => line !== '');
  return [...new Set(lines)].map((line) => JSON.parse(line));
}

/** Finds values of a list in a text: looked up by their first three characters, so that thousands cost one pass. */
function finder(values) {
  const byHead = new Map();
  for (const one of values) {
    // A log of JSON has it as JSON writes it.
    for (const value of new Set([one.value, JSON.stringify(one.value).slice(1, -1)])) {
      const head = value.slice(0, 2);
      byHead.set(head, [...(byHead.get(head) ?? []), { kind: one.kind, value }]);
    }
  }
  return (text) => {
    const kinds = new Set();
    for (let at = 0; at < text.length - 1; at += 1)
      for (const { kind, value } of byHead.get(text.slice(at, at + 2)) ?? []) if (text.startsWith(value, at)) kinds.add(kind);
    for (const { kind, form, isReal } of forms) if ((text.match(form) ?? []).some(isReal)) kinds.add(kind);
    return [...kinds];
  };
}

module.exports = { demoValues, plantedValues, finder };
