/** Two small programs that stand between mlx and a recipe in PySpark, as the files that they become. */

/** Runs a module as `python -m` does, since `spark-submit` takes only files: `FILE MODULE ARGS…`. */
export const moduleLauncher = `import os
import runpy
import sys

sys.path[0] = os.getcwd()
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
`;

/**
 * Packs the Python files of a folder, for executors that do not see it, and becomes the command that
 * follows: `FILE ARCHIVE FOLDER COMMAND…`.
 */
export const codePacker = `import os
import sys
import zipfile

archive, folder, *command = sys.argv[1:]
with zipfile.ZipFile(archive, "w", strict_timestamps=False) as packed:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(parent, name)
            if name.endswith(".py"):
                packed.write(path, os.path.relpath(path, folder))
os.execvp(command[0], command)
`;
