// Makes the same renditions as ours with sharp: one decode, each size from the next larger, no metadata.
// Called with one JSON argument; prints CPU milliseconds for each photo and the wall time of all.
const sharp = require("sharp");
const { join } = require("node:path");
const { performance } = require("node:perf_hooks");

const job = JSON.parse(process.argv[2]);
const encoder = { webp: { quality: job.quality, effort: job.effort }, jpeg: { quality: job.quality } }[job.format];

async function develop(photo, number) {
  let source = sharp(photo).autoOrient();
  for (const edge of job.edges) {
    const resized = source.resize({ width: edge, height: edge, fit: "inside" }).removeAlpha().raw();
    const { data, info } = await resized.toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    await sharp(data, { raw }).toFormat(job.format, encoder).toFile(join(job.into, `${number}-${edge}.${job.format}`));
    source = sharp(data, { raw });
  }
}

async function main() {
  sharp.concurrency(1);
  sharp.cache(false);
  await develop(job.photos[0], "warm");
  const waiting = job.photos.map((photo, number) => [photo, number]);
  const cpu = [];
  const began = performance.now();
  const work = async () => {
    while (waiting.length) {
      const before = process.cpuUsage();
      await develop(...waiting.shift());
      const used = process.cpuUsage(before);
      cpu.push((used.user + used.system) / 1000);
    }
  };
  await Promise.all(Array.from({ length: job.parallel }, work));
  console.log(JSON.stringify({ cpu, wall: performance.now() - began }));
}

main();
