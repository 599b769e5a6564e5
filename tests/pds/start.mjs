// A Bluesky server for the tests: the real PDS, and the real directory that accounts are registered in.
// node start.mjs FOLDER PORT DIRECTORY_PORT APPVIEW_URL - all it keeps lies in the folder.
import { mkdir } from "node:fs/promises";
import { Server } from "node:net";
import { join } from "node:path";
import { Secp256k1Keypair } from "@atproto/crypto";
import { PDS } from "@atproto/pds";
import plc from "@did-plc/server";

// Left to themselves, both would listen to the whole world.
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, "127.0.0.1", ...rest);
};

const [folder, port, directoryPort, appview] = process.argv.slice(2);
await plc.PlcServer.create({ db: plc.Database.mock(), port: Number(directoryPort) }).start();

const dataDirectory = join(folder, "data");
await mkdir(dataDirectory, { recursive: true });
const rotation = await Secp256k1Keypair.create({ exportable: true });
const server = await PDS.fromEnv({
  devMode: true,
  port: Number(port),
  hostname: "localhost",
  serviceHandleDomains: [".test"],
  dataDirectory,
  blobstoreDiskLocation: join(folder, "blobs"),
  blobstoreDiskTmpLocation: join(folder, "blobs-on-their-way"),
  didPlcUrl: `http://127.0.0.1:${directoryPort}`,
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString("hex"),
  recoveryDidKey: rotation.did(),
  adminPassword: "admin-of-the-tests",
  jwtSecret: "secret-of-the-tests",
  inviteRequired: false,
  disableSsrfProtection: true,
  bskyAppViewUrl: appview,
  bskyAppViewDid: "did:web:appview.test",
});
await server.start();
