/** The samples of a V8 profile as one tree of frames, each with the microseconds spent in it and below it. */
export function treeOf({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map((node) => [node.id, { ...nameOf(node.callFrame), self: 0, total: 0, children: [] }]));
  for (const { id, children = [] } of nodes) frames.get(id).children = children.map((child) => frames.get(child));
  samples.forEach((id, index) => (frames.get(id).self += Math.max(0, timeDeltas[index])));
  const root = frames.get(nodes[0].id);
  sum(root);
  root.children = root.children.filter(({ name }) => name !== '(idle)');
  root.total = root.children.reduce((total, one) => total + one.total, 0);
  return root;
}

function sum(frame) {
  frame.children.forEach(sum);
  frame.total = frame.self + frame.children.reduce((total, one) => total + one.total, 0);
  frame.children.sort((one, other) => other.total - one.total);
}

function nameOf({ functionName, url, lineNumber }) {
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^file:\/\/.*\/(?=(packages|plugins|gateway)\/)/, '');
  const place = url === '' ? '' : `${file}:${lineNumber + 1}`;
  return { name: functionName || '(anonymous)', place, owner: ownerOf(url) };
}

/** Whose code it is: decides the colour. */
function ownerOf(url) {
  if (url.startsWith('node:')) return 'node';
  if (/\/node_modules\/(?!@maplebridge)/.test(url)) return 'library';
  return /\/(packages|plugins|gateway)\//.test(url) ? 'ours' : 'engine';
}
