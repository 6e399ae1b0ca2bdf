"""Pictures and documents that the bot sends, each made when it is delivered, in a process of its own.

What waits in the outbox is the recipe (the name of a maker and its parameters), never the bytes: see
`docs/adr/0007-documents.md`. To add a maker:

1. A module with `hacer(pedido: Pedido) -> Documento` (`municipio.documentos.registro`), such as `plan/tablero.py`. It
   reads the database and the parameters, and writes nothing. Wrong parameters are an `EntradaInvalidaError`.
2. A line in `registro.HACEDORES`: its name, with the topic before the point, and its module.
3. The action returns it in `Reply.attachments`: `Attachment("document", "topic.name", {...}, caption)`. Who may have it
   is decided there. A row of the outbox made by other means carries the same:
   `sendDocument`, `{"hace": name, "con": {...}, "caption": …}`.

The parameters are JSON, small, and say which (a municipality, a number), never what: names and texts are read from the
database when it is made.
"""
