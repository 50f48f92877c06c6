package dev.runnel.sandbox.service;

/** The fields of a {@code GenerateContentRequest}, as the Gemini API documents them. */
final class GeminiShape {

  static final String REQUEST = "GenerateContentRequest";

  static final ProtoShape MESSAGES =
      new ProtoShape(
          """
          GenerateContentRequest
            model string
            contents Content[]
            systemInstruction Content
            tools Tool[]
            toolConfig ToolConfig
            safetySettings SafetySetting[]
            generationConfig GenerationConfig
            cachedContent string
            serviceTier unspecified|standard|flex|priority
            store bool
            labels Struct
            continuationToken bytes
          Content
            role string
            parts Part[]
          Part
            text string
            thought bool
            thoughtSignature bytes
            inlineData Blob
            fileData FileData
            functionCall FunctionCall
            functionResponse FunctionResponse
            executableCode Struct
            codeExecutionResult Struct
            toolCall Struct
            toolResponse Struct
            videoMetadata Struct
            mediaResolution Struct
            partMetadata Struct
          Blob
            mimeType string
            data bytes
          FileData
            mimeType string
            fileUri string
          FunctionCall
            id string
            name string
            args Struct
          FunctionResponse
            id string
            name string
            response Struct
            parts Struct[]
            willContinue bool
            scheduling SCHEDULING_UNSPECIFIED|SILENT|WHEN_IDLE|INTERRUPT
          Tool
            functionDeclarations FunctionDeclaration[]
            googleSearch Struct
            googleSearchRetrieval Struct
            codeExecution Struct
            urlContext Struct
            computerUse Struct
            fileSearch Struct
            googleMaps Struct
            mcpServers Struct[]
          FunctionDeclaration
            name string
            description string
            behavior UNSPECIFIED|BLOCKING|NON_BLOCKING
            parameters Schema
            parametersJsonSchema Value
            response Schema
            responseJsonSchema Value
          Schema
            type string
            format string
            title string
            description string
            nullable bool
            enum string[]
            maxItems Value
            minItems Value
            properties Struct
            required string[]
            minProperties Value
            maxProperties Value
            minLength Value
            maxLength Value
            pattern string
            example Value
            anyOf Schema[]
            propertyOrdering string[]
            default Value
            items Schema
            minimum float
            maximum float
          ToolConfig
            functionCallingConfig FunctionCallingConfig
            retrievalConfig Struct
            includeServerSideToolInvocations bool
          FunctionCallingConfig
            mode MODE_UNSPECIFIED|AUTO|ANY|NONE|VALIDATED
            allowedFunctionNames string[]
          SafetySetting
            category string
            threshold HARM_BLOCK_THRESHOLD_UNSPECIFIED|BLOCK_LOW_AND_ABOVE|BLOCK_MEDIUM_AND_ABOVE|BLOCK_ONLY_HIGH|BLOCK_NONE|OFF
          GenerationConfig
            stopSequences string[]
            responseMimeType string
            responseSchema Schema
            responseJsonSchema Value
            responseFormat Struct[]
            responseModalities string[]
            candidateCount int32
            maxOutputTokens int32
            temperature float
            topP float
            topK int32
            seed int32
            presencePenalty float
            frequencyPenalty float
            responseLogprobs bool
            logprobs int32
            enableEnhancedCivicAnswers bool
            speechConfig Struct
            thinkingConfig ThinkingConfig
            imageConfig Struct
            mediaResolution string
            audioTranscriptionConfig Struct
          ThinkingConfig
            includeThoughts bool
            thinkingBudget int32
            thinkingLevel THINKING_LEVEL_UNSPECIFIED|MINIMAL|LOW|MEDIUM|HIGH
          """);

  private GeminiShape() {}
}
