// Prints the top-level domains that twitter-text knows, as src/text/top_level_domains.cpp has them.
const fs = require('fs');
const path = require('path');

const folder = path.join(path.dirname(require.resolve('twitter-text/package.json')), 'dist/esm/regexp');

function domainsOf(file) {
  const source = fs.readFileSync(path.join(folder, file), 'utf8');
  const pattern = [...source.matchAll(/'([^']*)'/g)].map((match) => match[1]).join('');
  const list = pattern.slice(pattern.indexOf('(?:(?:') + 6, pattern.indexOf(')(?='));
  return list.split('|').map((word) => word.normalize('NFC').toLowerCase());
}

const all = new Set([...domainsOf('validGTLD.js'), ...domainsOf('validCCTLD.js')]);
const bytes = (word) => Buffer.from(word, 'utf8');
console.log([...all].sort((a, b) => Buffer.compare(bytes(a), bytes(b))).join('\n'));
