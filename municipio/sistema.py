"""What the operating system refuses, said in Spanish."""

from __future__ import annotations

import errno

SIN_ESPACIO = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MOTIVOS = {
    **dict.fromkeys(SIN_ESPACIO, "no hay espacio en el disco"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "falta permiso"),
    errno.EROFS: "el disco es de solo lectura",
    errno.ENOENT: "no existe",
    errno.ENOTDIR: "hay un archivo donde debería haber una carpeta",
    errno.EEXIST: "hay un archivo donde debería haber una carpeta",
    errno.EISDIR: "es una carpeta",
    errno.EIO: "el disco falla",
    errno.EMFILE: "hay demasiados archivos abiertos",
    errno.EADDRINUSE: "está ocupado",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
}


def motivo(error: OSError) -> str:
    """Why, in a few words."""
    return _MOTIVOS.get(error.errno or 0) or error.strerror or type(error).__name__


def sin_espacio(error: OSError) -> bool:
    """Whether the disk is full, or this program's part of it."""
    return error.errno in SIN_ESPACIO
