import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { inspectJar } from "./inspect-jar.ts";

/** What the constants of a class with a `main` hold. */
const main = "\0\u0004main and ([Ljava/lang/String;)V";

/** Python writes the archive, as everywhere in the tests. */
function makeJar(files: { readonly [name: string]: string }): Buffer {
  const script = `import io, json, sys, zipfile
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as jar:
    for name, text in json.loads(sys.argv[1]).items():
        jar.writestr(name, text)
sys.stdout.buffer.write(archive.getvalue())`;
  return execFileSync("python3", ["-c", script, JSON.stringify(files)]);
}

const classes = {
  "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\r\nMain-Class: com.acme.Tra\r\n in\r\n",
  "META-INF/versions/11/com/acme/Trian.class": "",
  "module-info.class": "",
  "com/acme/Train.class": main,
  "com/acme/Trail.class": "no such method",
};

it.each([["com.acme.Train"], [undefined]])("finds %s", async (className) => {
  await inspectJar("app.jar", makeJar(classes), className);
});

it("names what can be run instead of what is not there", async () => {
  await expect(inspectJar("app.jar", makeJar(classes), "com.acme.Trian")).rejects.toMatchObject({
    code: "MLX4042",
    summary: "app.jar has no class com.acme.Trian",
    detail: "Classes that can be run: com.acme.Train. Nothing was started.",
    next: ["name the class in the task's specification: `className: com.acme.Train`"],
  });
});

it("asks for a class where the jar names none", async () => {
  const { "META-INF/MANIFEST.MF": _, ...others } = classes;
  await expect(inspectJar("lib/app.jar", makeJar(others), undefined)).rejects.toMatchObject({
    code: "MLX4042",
    summary: "lib/app.jar does not say which of its classes is to be run",
  });
  await expect(inspectJar("app.jar", makeJar({ a: "b" }), undefined)).rejects.toMatchObject({
    detail: "No class with a similar name has a `main` either. Nothing was started.",
  });
});

it.each([Buffer.from("version https://git-lfs.github.com/spec/v1\n"), makeJar(classes).subarray(0, -30)])(
  "says what is no jar: %#",
  async (content) => {
    await expect(inspectJar("app.jar", content, "A")).rejects.toMatchObject({
      code: "MLX4042",
      summary: "app.jar is no jar: it cannot be read as an archive",
    });
  },
);
