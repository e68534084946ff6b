// Prints 200 generated texts with the length that X's own counter gives them. The generator is
// seeded: the same texts each time.
const { parseTweet } = require('twitter-text');

let state = 20260824;
function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

const pieces = [
  'Hello, world! ', 'The quick brown fox. ', 'naïve café ', 'cafe\u0301 ', 'Привет, мир! ', 'Ελληνικά ',
  '日本語の文章です。', '「はい」、', '한국어 ', 'ภาษาไทย', 'हिन्दी भाषा। ', 'مرحبا بالعالم؟ ', 'עברית ', 'Ünïcödé ',
  '… ', '— ', '“quote” ', '€5 ', '™', '©', '©\uFE0F', '•', '′', 'x\u2060y', 'a\u200Db', '\u200B', '\u3000', '\n\n', '\t',
  '👋', '👍🏽', '❤\uFE0F', '❤', '☀\uFE0F', '1\u20E3', '#\uFE0F\u20E3', '🇪🇸', '🇪🇸🇫🇷', '🇦', '🇽🇽🇩🇪', '👨‍👩‍👧‍👦', '👩🏽‍🚀', '👩‍❤️‍💋‍👨',
  '🏳️‍🌈', '🏴‍☠️', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', '🏃🏿‍♀️', '🕵️‍♂️', '👯‍♀️', '🧑‍🎓', '🏳️‍⚧️', '👁‍🗨', '🤷🏻',
  'https://example.com ', 'https://example.com/a?b=1&c=2#d ', 'http://a.b ', 'http://münchen.de/x ', 'HTTPS://EXAMPLE.COM/Path.',
  'see example.com now ', 'example.com', 'example.it', 'foo.bar.invalidtld ', 'user@example.com ', 'sub_domain.example.org/x ',
  'end.Next ', 'e.g. ', '3.5 ', 'www.example.co.uk/(a(b)c)?q=%20 ', '(https://example.org/wiki/A_(b)) ', 'https://t.co/abc123 ',
  'https://t.co/abc123/more ', '見てexample.comを ', '見てhttps://example.orgを見て ', '$example.com ', '-example.com ', './example.com ',
  '_example.com ', '#tag ', '#тег ', '@bob ', '@bob@example.social ', '@bob.bsky.social ', 'https://例え.jp/パス ', 'пример.рф ', 'xn--e1afmkfd.xn--p1ai ',
  'http://localhost:8080/x ', 'https://1.2.3.4/x ', 'https://example.com:8443/x?y ', 'https://example.com?q=1 ', 'https://example.com/a,b;c. ',
  'https://example.com/a…', 'https://example.com/Привет ', 'xhttps://example.com/y ', 'https://a-b.example.museum/ ', 'a.com/b.com/c ',
  'co.uk ', 'tl.dr ', 'node.js ', 'README.md ', 'v1.2.app ', '{name}', '`code.sh` ', '&amp; ', '100% ', '\u202Aexample.com\u202C ', '\uFE0F', '_', '/', '.',
];

const cases = [];
while (cases.length < 200) {
  let text = '';
  const count = 1 + random(9);
  for (let i = 0; i < count; ++i) text += pieces[random(pieces.length)];
  cases.push({ text, length: parseTweet(text).weightedLength });
}
console.log('[');
console.log(cases.map((one) => '  ' + JSON.stringify(one)).join(',\n'));
console.log(']');
